import { createHash } from 'node:crypto';

import {
  type DocumentNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type VariableDefinitionNode,
} from 'graphql';

import type { CompiledOperation } from '#src/execution/compile-operation.ts';
import {
  type SpecializedOperation,
  isolateOperation,
  listConditionVariables,
  specializeOperation,
} from '#src/planning/specialize-operation.ts';
import type { OperationSource, ReportedOperation } from '#src/telemetry/reported-operation.ts';

import type { OperationAuthorization } from './requirements/operation-authorization.ts';

/** What of a request decides which plan its operation gets. */
export interface Circumstances {
  /** The operation's variables, coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly denied: DeniedFields | undefined;
  /** Whether each of the operation's labels holds, in their order. */
  readonly labels: readonly boolean[];
}

/** Fields that a client may not have, with a short key that is equal for equal sets. */
export interface DeniedFields {
  readonly key: string;
  isDenied(typeName: string, fieldName: string): boolean;
}

export interface PlanRequest {
  readonly source: SpecializedOperation;
  readonly denied: DeniedFields | undefined;
  /** Which labels of progressive @override hold. */
  readonly labels: ReadonlyMap<string, boolean>;
}

export type Compile = (request: PlanRequest) => Promise<CompiledOperation>;

export interface OperationText {
  readonly query: string;
  readonly operationName: string | undefined;
}

/** Equal for requests that mean the same operation of the same text. */
export function keyOf({ query, operationName }: OperationText): string {
  return operationName === undefined ? query : `${operationName}\n${query}`;
}

export interface OperationDeps {
  readonly compile: Compile;
  readonly labelsOf: (source: SpecializedOperation) => readonly string[];
  readonly authorizationOf: (source: SpecializedOperation) => OperationAuthorization;
  /** What its calls are reported under. */
  readonly describe: (operation: DescribedOperation) => ReportedOperation;
}

type DescribedOperation = Pick<OperationSource, 'name' | 'type' | 'hash' | 'document'>;

/** Conditions and denials multiply; of one operation no more compiled forms than this are kept. */
const MAX_FORMS = 32;

/** A validated operation of one public schema, with everything that was worked out for it. */
export class KnownOperation {
  readonly name: string | null;
  readonly type: OperationTypeNode;
  /** Of the document's text: the same operation has the same one in every process. */
  readonly hash: string;
  readonly query: string;
  /** Under which name of its document it was asked for. */
  readonly operationName: string | undefined;
  readonly source: SpecializedOperation;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  readonly declared: ReadonlySet<string>;
  /** Labels of progressive @override that decide how it is planned. */
  readonly labels: readonly string[];
  /** What of it needs a caller to have something. */
  readonly authorization: OperationAuthorization;
  readonly reported: ReportedOperation;
  readonly #conditions: readonly string[];
  readonly #compile: Compile;
  readonly #forms = new Map<string, CompiledOperation>();
  /** Running, and those that failed: what cannot be planned is found out once. */
  readonly #compiling = new Map<string, Promise<CompiledOperation>>();

  constructor(
    { query, operationName }: OperationText,
    { document, operation }: { document: DocumentNode; operation: OperationDefinitionNode },
    { compile, labelsOf, authorizationOf, describe }: OperationDeps,
  ) {
    this.query = query;
    this.operationName = operationName;
    this.name = operation.name?.value ?? null;
    this.type = operation.operation;
    this.hash = createHash('sha256').update(query).digest('hex').slice(0, 16);
    this.source = isolateOperation(document, operation);
    this.variableDefinitions = operation.variableDefinitions ?? [];
    this.declared = new Set(this.variableDefinitions.map(({ variable }) => variable.name.value));
    this.#conditions = listConditionVariables(this.source);
    this.labels = labelsOf(this.source);
    this.authorization = authorizationOf(this.source);
    const { name, type, hash } = this;
    this.reported = describe({ name, type, hash, document });
    this.#compile = compile;
  }

  /** The compiled operation when it is known already: most often, and without waiting. */
  findCompiled(circumstances: Circumstances): CompiledOperation | undefined {
    return this.#forms.get(this.#keyOf(circumstances));
  }

  /** Plans and compiles the operation, once for all that ask meanwhile. Rejects when it cannot be planned. */
  compile(circumstances: Circumstances): Promise<CompiledOperation> {
    const key = this.#keyOf(circumstances);
    const known = this.#forms.get(key);
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    const compiling = this.#compiling.get(key) ?? this.#start(key, circumstances);
    if (this.#compiling.size < MAX_FORMS) {
      this.#compiling.set(key, compiling);
    }
    return compiling;
  }

  /** The conditions under which the operation was compiled, for a later generation to compile them again. */
  listForms(): readonly Readonly<Record<string, boolean>>[] {
    const forms = [...this.#forms.keys()].filter((key) => !key.includes('|'));
    return forms.map((key) =>
      Object.fromEntries(this.#conditions.map((name, index) => [name, key[index] === '1'])),
    );
  }

  async #start(
    key: string,
    { variables, denied, labels }: Circumstances,
  ): Promise<CompiledOperation> {
    const isTrue = (name: string): boolean => variables[name] === true;
    const source = specializeOperation(this.source, isTrue);
    const compiled = await this.#compile({
      source,
      denied,
      labels: new Map(this.labels.map((label, index) => [label, labels[index] === true])),
    });
    this.#compiling.delete(key);
    this.#keep(key, compiled);
    return compiled;
  }

  #keep(key: string, compiled: CompiledOperation): void {
    const [oldest] = this.#forms.keys();
    if (this.#forms.size >= MAX_FORMS && oldest !== undefined) {
      this.#forms.delete(oldest);
    }
    this.#forms.set(key, compiled);
  }

  #keyOf({ variables, denied, labels }: Circumstances): string {
    let key = '';
    for (const name of this.#conditions) {
      key += variables[name] === true ? '1' : '0';
    }
    for (const label of labels) {
      key += label ? '+' : '-';
    }
    return denied === undefined ? key : `${key}|${denied.key}`;
  }
}
