import { type GraphQLSchema, OperationTypeNode } from 'graphql';

import type { OperationScope } from '#src/fetchers/scope.ts';
import type { SendToSubgraph } from '#src/fetchers/subgraph-client.ts';
import { type PlanNode, listFetches } from '#src/planning/fetch-plan.ts';
import type { PlanOperation } from '#src/planning/planner.ts';
import { createPlannerDocument, renameVariable } from '#src/planning/planner-document.ts';
import type { PlanningGraph } from '#src/planning/planning-graph.ts';
import type { SpecializedOperation } from '#src/planning/specialize-operation.ts';

import { AnswerText } from './answer-text.ts';
import { compilePlan } from './compile-plan.ts';
import { completeData } from './complete-value.ts';
import { Execution, type Step } from './execution.ts';
import type { ExecutionError } from './execution-error.ts';
import { type Introspect, compileIntrospection } from './introspect.ts';
import { type Serialize, compileSerializer } from './serialize.ts';
import { type ObjectShape, compileShape } from './shape.ts';
import type { Tree } from './tree.ts';

export interface OperationResult {
  readonly text: AnswerText;
  readonly errors: readonly ExecutionError[];
}

/** An operation of one supergraph, ready to run any number of times. */
export interface CompiledOperation {
  /** Undefined when nothing has to be fetched. */
  readonly plan: PlanNode | undefined;
  readonly isMutation: boolean;
  /** Those that it asks, each once. */
  readonly subgraphs: readonly string[];
  run(
    variables: Readonly<Record<string, unknown>>,
    scope: OperationScope,
  ): Promise<OperationResult>;
}

export interface CompileDeps {
  readonly graph: PlanningGraph;
  readonly plan: PlanOperation;
  readonly sendTo: (subgraph: string) => SendToSubgraph;
  readonly objectTypes: ReadonlySet<unknown>;
}

export interface CompileOptions {
  /** The schema that the operation was validated against. */
  readonly schema: GraphQLSchema;
  readonly isDenied: ((typeName: string, fieldName: string) => boolean) | undefined;
  /** Which labels of progressive @override hold. */
  readonly labels: ReadonlyMap<string, boolean>;
}

/** Plans an operation and compiles the plan and the answer. Throws when some part of it has no way to a subgraph. */
export async function compileOperation(
  source: SpecializedOperation,
  { schema, isDenied, labels }: CompileOptions,
  { graph, plan, sendTo, objectTypes }: CompileDeps,
): Promise<CompiledOperation> {
  const { keyOf, prefix, fullSchema } = graph;
  const root = compileShape(source, { schema, keyOf, isDenied });
  const document = createPlannerDocument(source, { schema, keyOf, prefix, isDenied });
  const node = await plan(document, labels);
  const own = new Map(
    (source.operation.variableDefinitions ?? []).map(({ variable: { name } }) => [
      renameVariable(name.value, prefix),
      name.value,
    ]),
  );
  const isMutation = source.operation.operation === OperationTypeNode.MUTATION;
  const step =
    node &&
    compilePlan(node, {
      sendTo,
      fullSchema,
      root,
      isMutation,
      objectTypes,
      variableOf: (name) => own.get(name) ?? name,
    });
  const introspect = compileIntrospection(source, { schema, keyOf });
  return new PlannedOperation(node, { step, root, introspect, isMutation });
}

interface OperationParts {
  readonly step: Step | undefined;
  readonly root: ObjectShape;
  readonly introspect: Introspect | undefined;
  readonly isMutation: boolean;
}

class PlannedOperation implements CompiledOperation {
  readonly plan: PlanNode | undefined;
  readonly isMutation: boolean;
  readonly subgraphs: readonly string[];
  readonly #step: Step | undefined;
  readonly #root: ObjectShape;
  readonly #introspect: Introspect | undefined;
  readonly #serialize: Serialize;

  constructor(plan: PlanNode | undefined, { step, root, introspect, isMutation }: OperationParts) {
    this.plan = plan;
    this.isMutation = isMutation;
    this.subgraphs = [...new Set(listFetches(plan).map(({ subgraph }) => subgraph))];
    this.#step = step;
    this.#root = root;
    this.#introspect = introspect;
    this.#serialize = compileSerializer(root);
  }

  async run(
    variables: Readonly<Record<string, unknown>>,
    scope: OperationScope,
  ): Promise<OperationResult> {
    const execution = new Execution(variables, scope);
    if (this.#introspect !== undefined) {
      Object.assign(execution.data, this.#introspect(variables));
    }
    if (this.#step !== undefined) {
      await this.#step(execution);
    }
    return this.#finish(execution.data, execution.errors);
  }

  #finish(data: Tree, errors: Execution['errors']): OperationResult {
    const text = this.#serialize(data);
    if (text !== undefined) {
      return { text: new AnswerText(text), errors };
    }
    const completion = completeData(this.#root, data, errors);
    return {
      text: new AnswerText(JSON.stringify(completion.data)),
      errors: [...errors, ...completion.errors],
    };
  }
}
