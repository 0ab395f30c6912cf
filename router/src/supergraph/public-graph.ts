import type { GraphQLSchema, ValidationRule } from 'graphql';
import { LRUCache } from 'lru-cache';

import type { KnownOperation, OperationDeps } from './known-operation.ts';

export interface PublicGraphOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  readonly cacheSize: number;
  readonly deps: OperationDeps;
}

/** What one kind of clients sees of a generation, and the operations that they sent. */
export class PublicGraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  readonly deps: OperationDeps;
  /** Validated operations by operation name and text. Of equal operations the one used last is kept longest. */
  readonly operations: LRUCache<string, KnownOperation>;

  constructor(options: PublicGraphOptions) {
    this.name = options.name;
    this.schema = options.schema;
    this.rules = options.rules;
    this.maxTokens = options.maxTokens;
    this.deps = options.deps;
    this.operations = new LRUCache({ max: options.cacheSize });
  }
}
