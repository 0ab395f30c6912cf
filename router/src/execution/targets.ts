import type { FetchPath } from '#src/planning/fetch-plan.ts';

import { type Tree, type TreePath, isTree } from './tree.ts';

/**
 * Puts the objects at a path behind those found. Lists are gone through, nulls left out, and an object met twice in a
 * row is passed over. So is a list of `seen`: entities that are one and the same may share their lists.
 */
export type CollectTargets = (data: Tree, found: Tree[], seen: Set<unknown> | undefined) => void;

/** Generates the way down a path. All text in it comes from the plan and goes through JSON.stringify. */
export function compileTargets(path: FetchPath): CollectTargets {
  const steps = path.map((step, at) =>
    step === '@'
      ? `function s${at}(v,f,q){if(Array.isArray(v)){${goThrough(at + 1)}}}`
      : `function s${at}(v,f,q){${enterObject(at)}s${at + 1}(v[${JSON.stringify(step)}],f,q);}`,
  );
  const at = path.length;
  const last = `function s${at}(v,f,q){${enterObject(at)}if(f[f.length-1]!==v)f.push(v);}`;
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  return new Function(`${steps.join('\n')}\n${last}\nreturn s0;`)() as CollectTargets;
}

/** Lists are gone through, whether the path says so or not. */
function enterObject(at: number): string {
  return `if(typeof v!=='object'||v===null)return;if(Array.isArray(v)){${goThrough(at)}return;}`;
}

function goThrough(next: number): string {
  return `if(q!==undefined){if(q.has(v))return;q.add(v);}for(let i=0;i<v.length;i++)s${next}(v[i],f,q);`;
}

/** Where each object at the path stands. One that stands in several places has them all. */
export function locateTargets(data: Tree, path: FetchPath): ReadonlyMap<Tree, readonly TreePath[]> {
  const places = new Map<Tree, TreePath[]>();
  const walk = (value: unknown, at: number, here: TreePath): void => {
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      value.forEach((element, index) => walk(element, next, [...here, index]));
      return;
    }
    const step = path[at];
    if (!isTree(value) || step === '@') {
      return;
    }
    if (step === undefined) {
      places.set(value, [...(places.get(value) ?? []), here]);
    } else {
      walk(value[step], at + 1, [...here, step]);
    }
  };
  walk(data, 0, []);
  return places;
}
