import type { AnsweredKey } from './answered-keys.ts';
import { mergeValue } from './merge.ts';
import type { Tree } from './tree.ts';

/** Puts what a subgraph says of an entity onto its object in the tree. */
export type MergeEntity = (target: Tree, entity: Readonly<Tree>) => void;

type Create = (merge: typeof mergeValue, isConcrete: (typeName: unknown) => boolean) => MergeEntity;

/**
 * Generates the merge for the keys of one fetch. `isConcrete` tells object types from others: an @interfaceObject
 * calls its objects by the interface's name, which must not replace the type that another subgraph knows.
 */
export function compileEntityMerge(
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
