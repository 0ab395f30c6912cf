import { hasDirective } from '#src/composition/federated-types.ts';

import { type Declaration, isOwner } from './ownership.ts';
import { report } from './rule.ts';
import type { Rule } from './rule.ts';

/** Where entities say by implementing Node who owns them, each of them says so in one subgraph. */
export const entityOwners: Rule = ({ entities }) => {
  const all = [...entities].filter(([, declarations]) => !declarations.every(isInterfaceObject));
  const isConvention = all.some(([, declarations]) => declarations.some(isOwner));
  const disputed = all.filter(([, declarations]) => declarations.filter(isOwner).length !== 1);
  return (isConvention ? disputed : []).map(([type, declarations]) => {
    const owners = declarations.filter(isOwner);
    const shown = owners.length > 0 ? owners : declarations;
    return report({
      code: 'ENTITY_OWNER_UNCLEAR',
      coordinate: type,
      subgraph: shown[0]?.subgraph ?? '',
      message: `"${type}" implements Node in ${owners.length} subgraphs, and should in one: the subgraph that owns it.`,
      nodes: shown.map(({ node }) => node),
    });
  });
};

/** An interface that others extend: its implementations have owners, each its own. */
function isInterfaceObject({ node }: Declaration): boolean {
  return hasDirective(node, 'interfaceObject');
}
