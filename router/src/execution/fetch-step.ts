import type { GraphQLSchema } from 'graphql';

import type { AnsweredFetch } from '#src/fetchers/scope.ts';
import type { SendToSubgraph } from '#src/fetchers/subgraph-client.ts';
import type { FetchNode, FetchPath } from '#src/planning/fetch-plan.ts';

import { listAnsweredKeys } from './answered-keys.ts';
import { groupByContext } from './context-arguments.ts';
import { compileEntityMerge } from './entity-merge.ts';
import { type SlotTable, compileSlots } from './entity-slots.ts';
import type { Execution, Step } from './execution.ts';
import { type FaultContext, reportLostFetch, reportSubgraphErrors } from './fetch-faults.ts';
import type { FetchAt } from './gathering.ts';
import { copyJson, mergeInto } from './merge.ts';
import { type Represent, compileRepresentation } from './representation.ts';
import { rewriteAnswer } from './rewrites.ts';
import type { ObjectShape } from './shape.ts';
import { compileTargets } from './targets.ts';
import type { Tree } from './tree.ts';
import { isOfType } from './type-conditions.ts';

export interface FetchDeps {
  readonly send: SendToSubgraph;
  /** Every type of the supergraph. */
  readonly fullSchema: GraphQLSchema;
  readonly root: ObjectShape;
  /** Whether the operation is one. */
  readonly isMutation: boolean;
  readonly objectTypes: ReadonlySet<unknown>;
  /** The operation's own name of a variable of a fetch. */
  readonly variableOf: (name: string) => string;
  /** Whether nothing later changes the objects that this fetch answers. */
  readonly isReadOnly: boolean;
  /** Whether the objects that stand for one entity must not share what was answered. */
  readonly mustCopy: boolean;
}

/** Compiles a fetch of root fields: what can be known ahead of the first request is worked out here. */
export function compileRootFetch(node: FetchNode, deps: FetchDeps): Step {
  const request = new RequestText(node, deps);
  const context = describeFaults(node, deps);
  const rewrite = compileRewrite(node, deps);
  const collect = compileCollect(node);
  const isAtRoot = node.paths.every((path) => path.length === 0);
  return async (execution) => {
    const objects = isAtRoot ? [execution.data] : collect(execution, node.paths);
    if (objects.length === 0) {
      return;
    }
    const outcome = await deps.send(request.write(execution, -1, ''), execution.scope);
    if (outcome.kind === 'lost') {
      reportLostFetch(outcome, execution, { context, targets: undefined });
      return;
    }
    rewrite?.(outcome.data);
    for (const object of objects) {
      mergeInto(object, (objects.length > 1 ? copyJson(outcome.data) : outcome.data) ?? {});
    }
    if (outcome.errors.length > 0) {
      reportSubgraphErrors(outcome, execution, { context, targets: undefined });
    }
  };
}

/** Compiles a fetch of entities. The paths of the node are all those at which it will ever be made. */
export function compileEntityFetch(node: FetchNode, deps: FetchDeps): FetchAt {
  const request = new RequestText(node, deps);
  const context = describeFaults(node, deps);
  const rewrite = compileRewrite(node, deps);
  const represent = compileRepresentation(node, deps.fullSchema);
  const collect = compileCollect(node);
  const openSlots = compileSlots(node, deps.fullSchema, represent);
  const merge = compileEntityMerge(listAnsweredKeys(node), deps);
  const fetch = async (execution: Execution, objects: readonly Tree[], own: string) => {
    const { targets, representations } = nameEntities(objects, openSlots(), represent);
    if (targets.length === 0) {
      return;
    }
    const outcome = await deps.send(
      request.write(execution, targets.length, `"representations":[${representations}]${own}`),
      execution.scope,
    );
    if (outcome.kind === 'lost') {
      reportLostFetch(outcome, execution, { context, targets });
      return;
    }
    const entities = readEntities(outcome);
    rewrite?.(entities);
    if (merge(entities, targets)) {
      execution.sharesLists = true;
    }
    if (outcome.errors.length > 0) {
      reportSubgraphErrors(outcome, execution, { context, targets });
    }
  };
  return node.contexts.length === 0
    ? (execution, paths) => fetch(execution, collect(execution, paths), '')
    : inContext(fetch, node, deps);
}

/** Entities in order of appearance: the objects that stand for each, and what the subgraph knows it by. */
function nameEntities(objects: readonly Tree[], slots: SlotTable, represent: Represent) {
  const targets: Tree[][] = [];
  let representations = '';
  for (const object of objects) {
    const found = slots.find(object)?.objects;
    if (found?.push(object) === 1) {
      targets.push(found);
      representations += (representations === '' ? '' : ',') + represent(object);
    }
  }
  return { targets, representations };
}

/** The objects at some of the paths of a fetch, path by path. */
function compileCollect({ paths: all }: FetchNode) {
  const collectors = new Map(all.map((path) => [path, compileTargets(path)]));
  return ({ data, sharesLists }: Execution, paths: readonly FetchPath[]): Tree[] => {
    const found: Tree[] = [];
    for (const path of paths) {
      collectors.get(path)?.(data, found, sharesLists ? new Set() : undefined);
    }
    return found;
  };
}

type FetchObjects = (
  execution: Execution,
  objects: readonly Tree[],
  variables: string,
) => Promise<void>;

/** One fetch for each set of arguments that the objects above the entities give. */
function inContext(
  fetch: FetchObjects,
  { contexts }: FetchNode,
  { fullSchema }: FetchDeps,
): FetchAt {
  const isOf = (condition: string, typeName: string): boolean =>
    isOfType(fullSchema, condition, typeName);
  return async (execution, paths) => {
    const groups = groupByContext(execution.data, paths, { contexts, isOfType: isOf });
    await Promise.all(
      groups.map(({ objects, variables }) => fetch(execution, objects, `,${variables}`)),
    );
  };
}

function readEntities({ data }: AnsweredFetch): readonly unknown[] {
  const entities = data?.['_entities'];
  return Array.isArray(entities) ? entities : [];
}

function describeFaults(node: FetchNode, { root, isMutation }: FetchDeps): FaultContext {
  const keys = listAnsweredKeys(node)
    .map(({ key }) => key)
    .filter((key) => key !== '__typename');
  return { subgraph: node.subgraph, root, paths: node.paths, isOfMutation: isMutation, keys };
}

function compileRewrite(
  { outputRewrites }: FetchNode,
  { fullSchema }: FetchDeps,
): ((value: unknown) => void) | undefined {
  return outputRewrites.length === 0
    ? undefined
    : (value) =>
        rewriteAnswer(value, outputRewrites, (condition, typeName) =>
          isOfType(fullSchema, condition, typeName),
        );
}

/** Writes the bodies of a fetch; all but variables and representations is text that was made once. */
class RequestText {
  readonly #start: string;
  readonly #end: string;
  readonly #node: FetchNode;
  readonly #variables: readonly (readonly [name: string, own: string])[];
  readonly #isReadOnly: boolean;

  constructor(node: FetchNode, { variableOf, isReadOnly }: FetchDeps) {
    const name = node.operationName;
    this.#node = node;
    this.#start = `{"query":${JSON.stringify(node.operation)}`;
    this.#end = name === undefined ? '}' : `,"operationName":${JSON.stringify(name)}}`;
    this.#variables = node.variables.map((variable) => [variable, variableOf(variable)]);
    this.#isReadOnly = isReadOnly;
  }

  /** `first` are variables that the operation does not have, as text. */
  write(execution: Execution, entityCount: number, first: string) {
    let variables = first;
    for (const [name, own] of this.#variables) {
      const text = execution.writeVariable(name, own);
      variables += text === '' || variables === '' ? text : `,${text}`;
    }
    const { operationName, isMutation } = this.#node;
    return {
      body: this.#start + (variables === '' ? '' : `,"variables":{${variables}}`) + this.#end,
      operationName,
      isMutation,
      entityCount,
      isReadOnly: this.#isReadOnly,
    };
  }
}
