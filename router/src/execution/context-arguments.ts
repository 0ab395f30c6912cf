import type { FetchDataKeyRenamer } from '@apollo/query-planner';

import type { FetchPath } from '#src/planning/fetch-plan.ts';

import { type Tree, isTree } from './tree.ts';

export type IsOfType = (condition: string, typeName: string) => boolean;

/** Objects for which the arguments that come from objects above them are the same. */
export interface ContextGroup {
  /** `"name":value` of each argument. */
  readonly variables: string;
  readonly objects: readonly Tree[];
}

const UP = '..';
const FRAGMENT = '... on ';

/**
 * Collects the objects at the paths by what @fromContext takes for them from the objects above. One object that is
 * reached on two ways is in two groups.
 */
export function groupByContext(
  data: Tree,
  paths: readonly FetchPath[],
  { contexts, isOfType }: { contexts: readonly FetchDataKeyRenamer[]; isOfType: IsOfType },
): readonly ContextGroup[] {
  const groups = new Map<string, Tree[]>();
  const walk = (value: unknown, path: FetchPath, above: readonly Tree[]): void => {
    if (Array.isArray(value)) {
      const rest = path[0] === '@' ? path.slice(1) : path;
      value.forEach((element) => walk(element, rest, above));
      return;
    }
    if (!isTree(value)) {
      return;
    }
    const [step, ...rest] = path;
    if (step !== undefined) {
      walk(value[step], rest, [value, ...above]);
      return;
    }
    const variables = writeArguments([value, ...above], contexts, isOfType);
    groups.set(variables, [...(groups.get(variables) ?? []), value]);
  };
  for (const path of paths) {
    walk(data, path, []);
  }
  return [...groups].map(([variables, objects]) => ({ variables, objects }));
}

/** `chain` is an object with those above it, the nearest first. */
function writeArguments(
  chain: readonly Tree[],
  contexts: readonly FetchDataKeyRenamer[],
  isOfType: IsOfType,
): string {
  const values = new Map<string, unknown>();
  for (const { path, renameKeyTo } of contexts) {
    const height = path.filter((step) => step === UP).length;
    const value = readAt(chain[height], path.slice(height), isOfType);
    if (value !== undefined || !values.has(renameKeyTo)) {
      values.set(renameKeyTo, value);
    }
  }
  return [...values]
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`)
    .join(',');
}

function readAt(value: unknown, path: readonly string[], isOfType: IsOfType): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((element) => readAt(element, path, isOfType));
  }
  if (!isTree(value)) {
    return undefined;
  }
  if (!step.startsWith(FRAGMENT)) {
    return readAt(value[step], rest, isOfType);
  }
  const typeName = value['__typename'];
  const isOther = typeof typeName === 'string' && !isOfType(step.slice(FRAGMENT.length), typeName);
  return isOther ? undefined : readAt(value, rest, isOfType);
}
