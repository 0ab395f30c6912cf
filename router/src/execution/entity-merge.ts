import type { AnsweredKey } from './answered-keys.ts';
import type { Targets } from './fetch-faults.ts';
import { copyJson, mergeValue } from './merge.ts';
import type { Tree } from './tree.ts';

export interface EntityMergeOptions {
  /** Tells object types from others. */
  readonly objectTypes: ReadonlySet<unknown>;
  /** Whether the objects that stand for one entity must not share what was answered. */
  readonly mustCopy: boolean;
}

/** Puts entities onto the objects that stand for them. True when a list may stand in several places after it. */
export type MergeEntities = (entities: readonly unknown[], targets: Targets) => boolean;

/** Compiles the merge for the keys of one fetch. */
export function compileEntityMerge(
  keys: readonly AnsweredKey[],
  { objectTypes, mustCopy }: EntityMergeOptions,
): MergeEntities {
  const merge = generateMerge(keys, (typeName) => objectTypes.has(typeName));
  const mayShareLists = !mustCopy && keys.some(({ isComposite }) => isComposite);
  return (entities, targets) => {
    let isShared = false;
    for (let index = 0; index < entities.length; index++) {
      const entity = entities[index];
      const objects = targets[index];
      if (typeof entity !== 'object' || entity === null || objects === undefined) {
        continue;
      }
      isShared ||= objects.length > 1;
      for (let at = 0; at < objects.length; at++) {
        merge(objects[at] as Tree, (mustCopy && at > 0 ? copyJson(entity) : entity) as Tree);
      }
    }
    return isShared && mayShareLists;
  };
}

/** Puts what a subgraph says of an entity onto its object in the tree. */
type MergeEntity = (target: Tree, entity: Readonly<Tree>) => void;

type Create = (merge: typeof mergeValue, isConcrete: (typeName: unknown) => boolean) => MergeEntity;

/**
 * Generates the merge for the keys of one fetch. `isConcrete` tells object types from others: an @interfaceObject
 * calls its objects by the interface's name, which must not replace the type that another subgraph knows.
 */
function generateMerge(
  keys: readonly AnsweredKey[],
  isConcrete: (typeName: unknown) => boolean,
): MergeEntity {
  const lines = keys.map(({ key, isComposite }) => {
    const name = JSON.stringify(key);
    if (key === '__typename') {
      return `if((v=e.__typename)!==undefined&&v!==o.__typename&&(o.__typename===undefined||c(v)))o.__typename=v;`;
    }
    return isComposite
      ? `if((v=e[${name}])!==undefined){w=o[${name}];o[${name}]=w===undefined||w===null?v:m(w,v);}`
      : `if((v=e[${name}])!==undefined&&(v!==null||o[${name}]===undefined))o[${name}]=v;`;
  });
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  const create = new Function(
    'm',
    'c',
    `return function(o,e){let v,w;${lines.join('\n')}}`,
  ) as Create;
  return create(mergeValue, isConcrete);
}
