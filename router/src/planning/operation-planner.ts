import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';

import type { PlanNode } from './fetch-plan.ts';
import { type PlanOperation, createPlanner } from './planner.ts';
import { createPlannerDocument } from './planner-document.ts';
import { type PlanningGraph, createPlanningGraph } from './planning-graph.ts';
import {
  isolateOperation,
  listConditionVariables,
  specializeOperation,
} from './specialize-operation.ts';

export type { FetchNode, ParallelNode, PlanNode, SequenceNode } from './fetch-plan.ts';

export interface PlanRequest {
  readonly text: string;
  /** Needed where the text has several. */
  readonly operationName?: string | undefined;
  /** Decide @skip and @include; those that are not there are taken as their defaults, else as false. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export type PlanOutcome =
  | {
      readonly status: 'planned';
      /** Undefined when nothing has to be fetched. */
      readonly plan: PlanNode | undefined;
      /** How each variable of a @skip or @include was taken. */
      readonly conditions: Readonly<Record<string, boolean>>;
    }
  | { readonly status: 'invalid'; readonly errors: readonly GraphQLError[] }
  | { readonly status: 'unplannable'; readonly reason: string };

export interface OperationPlanner {
  /** Plans one operation as the router does for a client that may have everything. Rejects when the text has no such operation. */
  plan(request: PlanRequest): Promise<PlanOutcome>;
}

/** The planner of a supergraph, for tools: texts in, plans out. Throws when the supergraph cannot be read. */
export function createOperationPlanner(supergraph: string): OperationPlanner {
  const graph = createPlanningGraph(parse(supergraph));
  const schema = graph.supergraph.apiSchema().toGraphQLJSSchema();
  const planDocument = createPlanner(graph);
  return { plan: (request) => planText(request, { graph, schema, planDocument }) };
}

interface Planning {
  readonly graph: PlanningGraph;
  readonly schema: GraphQLSchema;
  readonly planDocument: PlanOperation;
}

async function planText(
  { text, operationName, variables = {} }: PlanRequest,
  { graph, schema, planDocument }: Planning,
): Promise<PlanOutcome> {
  const document = parse(text);
  const errors = validate(schema, document);
  if (errors.length > 0) {
    return { status: 'invalid', errors };
  }
  const operation = chooseOperation(document, operationName);
  const source = isolateOperation(document, operation);
  const conditions = Object.fromEntries(
    listConditionVariables(source).map((name) => [name, decide(name, operation, variables)]),
  );
  const specialized = specializeOperation(source, (name) => conditions[name] === true);
  const { keyOf, prefix } = graph;
  const planned = createPlannerDocument(specialized, {
    schema,
    keyOf,
    prefix,
    isDenied: undefined,
  });
  try {
    return { status: 'planned', plan: await planDocument(planned, new Map()), conditions };
  } catch (error) {
    return {
      status: 'unplannable',
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

function chooseOperation(
  document: DocumentNode,
  name: string | undefined,
): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const names = operations.map((operation) => operation.name?.value ?? '');
  const at = name === undefined && operations.length === 1 ? 0 : names.indexOf(name ?? '\n');
  const chosen = operations[at];
  if (chosen === undefined) {
    throw new Error(
      operations.length === 0
        ? 'There is no operation in it, only fragments.'
        : `Which operation? There are ${names.join(', ')}.`,
    );
  }
  return chosen;
}

function decide(
  name: string,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const given = variables[name];
  if (typeof given === 'boolean') {
    return given;
  }
  const value = variableDefinitions.find(
    ({ variable }) => variable.name.value === name,
  )?.defaultValue;
  return value?.kind === Kind.BOOLEAN && value.value;
}
