import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';

/** How one kind of clients sees the graph. */
export interface VariantSettings {
  readonly name: string;
  /** The part of the supergraph it sees; everything public without. */
  readonly createSchema: ((supergraph: DocumentNode) => GraphQLSchema) | undefined;
  /** Rules beside those of the specification. */
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
}
