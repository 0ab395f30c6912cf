import type { FetchDataRewrite } from '@apollo/query-planner';

import { type Tree, isTree } from './tree.ts';

const FRAGMENT = '... on ';

/** The rewrites that can apply to an object of the type, with the steps into that type done. */
export function enterType(
  rewrites: readonly FetchDataRewrite[],
  isOfType: (condition: string) => boolean,
): readonly FetchDataRewrite[] {
  return rewrites.flatMap((rewrite) => {
    const condition = readCondition(rewrite.path[0]);
    if (condition === undefined) {
      return [rewrite];
    }
    return isOfType(condition)
      ? enterType([{ ...rewrite, path: rewrite.path.slice(1) }], isOfType)
      : [];
  });
}

/** The rewrites below a key. */
export function enterKey(
  rewrites: readonly FetchDataRewrite[],
  key: string,
): readonly FetchDataRewrite[] {
  return rewrites
    .filter(({ path }) => path.length > 1 && path[0] === key)
    .map((rewrite) => ({ ...rewrite, path: rewrite.path.slice(1) }));
}

/** The rewrites of the key itself. */
export function rewritesOf(
  rewrites: readonly FetchDataRewrite[],
  key: string,
): readonly FetchDataRewrite[] {
  return rewrites.filter(({ path }) => path.length === 1 && path[0] === key);
}

/** Applies rewrites to what a subgraph answered, in place. An object that does not say its type is of every type. */
export function rewriteAnswer(
  value: unknown,
  rewrites: readonly FetchDataRewrite[],
  isSubtype: (condition: string, typeName: string) => boolean,
): void {
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) {
      rewriteAnswer(element, rewrites, isSubtype);
    }
    return;
  }
  if (!isTree(value) || rewrites.length === 0) {
    return;
  }
  const typeName = value['__typename'];
  const own = enterType(
    rewrites,
    (condition) => typeof typeName !== 'string' || isSubtype(condition, typeName),
  );
  for (const key of new Set(own.map(({ path }) => path[0] ?? ''))) {
    rewriteAnswer(value[key], enterKey(own, key), isSubtype);
    for (const rewrite of rewritesOf(own, key)) {
      rewriteKey(value, key, rewrite);
    }
  }
}

function rewriteKey(object: Tree, key: string, rewrite: FetchDataRewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    object[key] = rewrite.setValueTo as unknown;
    // 0, false and null are values too.
  } else if (Object.hasOwn(object, key)) {
    object[rewrite.renameKeyTo] = object[key];
    delete object[key];
  }
}

function readCondition(step: string | undefined): string | undefined {
  return step?.startsWith(FRAGMENT) === true ? step.slice(FRAGMENT.length) : undefined;
}
