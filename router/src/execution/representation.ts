import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';

import type { FetchNode } from '#src/planning/fetch-plan.ts';

import { enterKey, enterType, rewritesOf } from './rewrites.ts';
import type { Tree } from './tree.ts';
import { isOfType, listTypeNames } from './type-conditions.ts';

/**
 * The JSON text by which a subgraph knows an entity; null when the object is not one that is asked for, or lacks what
 * is required: then the fetch that should have brought it has said so.
 */
export type Represent = (object: Tree) => string | null;

/** Generates the function for what a fetch requires, its input rewrites included. */
export function compileRepresentation(fetch: FetchNode, schema: GraphQLSchema): Represent {
  const source = new RepresentationSource(schema);
  const name = source.functionFor(fetch.requires ?? [], fetch.inputRewrites, true);
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  const create = new Function('q', 'map', `${source.functions.join('\n')}\nreturn ${name};`) as (
    quote: typeof JSON.stringify,
    map: typeof representList,
  ) => Represent;
  return create(JSON.stringify, representList);
}

function representList(value: unknown, represent: Represent): string {
  if (Array.isArray(value)) {
    return `[${value.map((element: unknown) => representList(element, represent)).join(',')}]`;
  }
  return (value === null || value === undefined ? null : represent(value as Tree)) ?? 'null';
}

interface MergedField {
  readonly selections: QueryPlanSelectionNode[] | undefined;
}

class RepresentationSource {
  readonly functions: string[] = [];
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Of entities the type must be one of the conditions; of objects inside them any will do. */
  functionFor(
    selections: readonly QueryPlanSelectionNode[],
    rewrites: readonly FetchDataRewrite[],
    isEntity: boolean,
  ): string {
    const name = `f${this.functions.length}`;
    this.functions.push('');
    const cases = listConditions(selections)
      .flatMap((condition) => listTypeNames(this.#schema, condition))
      .map((type) => `case ${JSON.stringify(type)}:{${this.#object(selections, rewrites, type)}}`);
    const otherwise = isEntity ? 'return null;' : this.#object(selections, rewrites, undefined);
    this.functions[Number(name.slice(1))] =
      `function ${name}(o){let v,w;switch(o.__typename){${[...new Set(cases)].join('\n')}\ndefault:{${otherwise}}}}`;
    return name;
  }

  #object(
    selections: readonly QueryPlanSelectionNode[],
    rewrites: readonly FetchDataRewrite[],
    type: string | undefined,
  ): string {
    const own = enterType(
      rewrites,
      (condition) => type === undefined || isOfType(this.#schema, condition, type),
    );
    const fields = this.#mergeFields(selections, type);
    let code = `let s='{';`;
    for (const [index, [key, field]] of [...fields].entries()) {
      code += this.#field(key, field, { rewrites: own, isFirst: index === 0 });
    }
    return `${code}return s+'}';`;
  }

  #field(key: string, { selections }: MergedField, { rewrites, isFirst }: FieldContext): string {
    let name = key;
    let constant: string | undefined;
    for (const rewrite of rewritesOf(rewrites, key)) {
      if (rewrite.kind === 'KeyRenamer') {
        name = rewrite.renameKeyTo;
      } else {
        constant = JSON.stringify(rewrite.setValueTo);
      }
    }
    const label = JSON.stringify(`${isFirst ? '' : ','}${JSON.stringify(name)}:`);
    const read = `if((v=o[${JSON.stringify(key)}])===undefined)return null;`;
    if (constant !== undefined) {
      return `s+=${label}+${JSON.stringify(constant)};`;
    }
    if (selections === undefined) {
      return `${read}s+=${label}+q(v);`;
    }
    const inner = this.functionFor(selections, enterKey(rewrites, key), false);
    return `${read}s+=${label}+map(v,${inner});`;
  }

  /** All fields asked of an object of the type, by key: conditions that hold for it meet in one representation. */
  #mergeFields(
    selections: readonly QueryPlanSelectionNode[],
    type: string | undefined,
    into = new Map<string, MergedField>(),
  ): ReadonlyMap<string, MergedField> {
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        const key = selection.alias ?? selection.name;
        const known = into.get(key)?.selections ?? [];
        into.set(key, {
          selections: selection.selections && [...known, ...selection.selections],
        });
      } else if (this.#holds(selection.typeCondition, type)) {
        this.#mergeFields(selection.selections, type, into);
      }
    }
    return into;
  }

  #holds(condition: string | undefined, type: string | undefined): boolean {
    return (
      condition === undefined || (type !== undefined && isOfType(this.#schema, condition, type))
    );
  }
}

interface FieldContext {
  readonly rewrites: readonly FetchDataRewrite[];
  readonly isFirst: boolean;
}

function listConditions(selections: readonly QueryPlanSelectionNode[]): readonly string[] {
  return selections.flatMap((selection) =>
    selection.kind === 'InlineFragment'
      ? [
          ...(selection.typeCondition === undefined ? [] : [selection.typeCondition]),
          ...listConditions(selection.selections),
        ]
      : [],
  );
}
