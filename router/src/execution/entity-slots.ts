import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';

import type { FetchNode } from '#src/planning/fetch-plan.ts';

import type { Represent } from './representation.ts';
import type { Tree } from './tree.ts';
import { listTypeNames } from './type-conditions.ts';

/** One entity of a fetch, with the objects of the tree that stand for it. */
export interface Slot {
  readonly objects: Tree[];
}

/** The entities of one run of a fetch. */
export interface SlotTable {
  /** The slot of the entity that an object stands for; undefined when it is no entity of this fetch. */
  find(object: Tree): Slot | undefined;
}

/**
 * Finds equal entities among objects. By the values they are known by where those are plain, which spares most
 * objects their representation; else by the text of it.
 */
export function compileSlots(
  fetch: FetchNode,
  schema: GraphQLSchema,
  represent: Represent,
): () => SlotTable {
  const keys = readPlainKeys(fetch.requires ?? []);
  if (keys === undefined) {
    return () => new TextSlots(represent);
  }
  const types = keys.flatMap(({ condition, fields }) =>
    listTypeNames(schema, condition).map((type) => ({ type, fields })),
  );
  if (new Set(types.map(({ type }) => type)).size < types.length) {
    return () => new TextSlots(represent);
  }
  const find = generateFind(types);
  return () => new ValueSlots(find, types.length);
}

class TextSlots implements SlotTable {
  readonly #represent: Represent;
  readonly #slots = new Map<string, Slot>();

  constructor(represent: Represent) {
    this.#represent = represent;
  }

  find(object: Tree): Slot | undefined {
    const text = this.#represent(object);
    if (text === null) {
      return undefined;
    }
    let slot = this.#slots.get(text);
    if (slot === undefined) {
      slot = { objects: [] };
      this.#slots.set(text, slot);
    }
    return slot;
  }
}

/** Maps of maps, one level for each value that an entity is known by. */
type Find = (object: Tree, roots: readonly Map<unknown, unknown>[]) => Slot | undefined;

class ValueSlots implements SlotTable {
  readonly #find: Find;
  readonly #roots: readonly Map<unknown, unknown>[];

  constructor(find: Find, types: number) {
    this.#find = find;
    this.#roots = Array.from({ length: types }, () => new Map());
  }

  find(object: Tree): Slot | undefined {
    return this.#find(object, this.#roots);
  }
}

interface TypeKey {
  readonly type: string;
  readonly fields: readonly string[];
}

function generateFind(types: readonly TypeKey[]): Find {
  const cases = types.map(({ type, fields }, index) => {
    const steps = fields.map((field, level) => {
      const read = `if((k=o[${JSON.stringify(field)}])===undefined)return;`;
      const made = level === fields.length - 1 ? '{objects:[]}' : 'new Map()';
      return `${read}if((n=m.get(k))===undefined)m.set(k,n=${made});m=n;`;
    });
    return `case ${JSON.stringify(type)}:m=r[${index}];${steps.join('')}return m;`;
  });
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  return new Function('o', 'r', `let m,n,k;switch(o.__typename){${cases.join('')}}`) as Find;
}

interface PlainKey {
  readonly condition: string;
  readonly fields: readonly string[];
}

/** What entities are known by when that is values on their own level and nothing else, by type condition. */
function readPlainKeys(
  requires: readonly QueryPlanSelectionNode[],
): readonly PlainKey[] | undefined {
  const keys: PlainKey[] = [];
  for (const selection of requires) {
    if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) {
      return undefined;
    }
    const fields = readPlainFields(selection.selections);
    if (fields === undefined || fields.length === 0) {
      return undefined;
    }
    keys.push({ condition: selection.typeCondition, fields });
  }
  return keys;
}

function readPlainFields(
  selections: readonly QueryPlanSelectionNode[],
): readonly string[] | undefined {
  const fields: string[] = [];
  for (const selection of selections) {
    if (selection.kind !== 'Field' || selection.selections !== undefined) {
      return undefined;
    }
    const key = selection.alias ?? selection.name;
    if (key !== '__typename') {
      fields.push(key);
    }
  }
  return fields;
}
