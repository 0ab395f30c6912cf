import { isKeyField } from '#src/composition/federated-types.ts';

import { isNonNull, isOwner, resolvedFields } from './ownership.ts';
import { report } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * A field that a subgraph adds to another team's entity is nullable: when that subgraph is down, a
 * non-null one takes the whole entity with it.
 */
export const contributedFields: Rule = ({ entities }) =>
  [...entities].flatMap(([type, declarations]) => {
    const owner = declarations.find(isOwner);
    const owned = new Set(owner?.node.fields?.map(({ name }) => name.value));
    const contributions = owner ? declarations.filter((one) => !isOwner(one)) : [];
    return contributions.flatMap((declaration) =>
      resolvedFields(declaration)
        .filter((field) => isNonNull(field) && !owned.has(field.name.value))
        .filter((field) => !isKeyField(declaration.node, field))
        .map((field) =>
          report({
            code: 'CONTRIBUTED_FIELD_NON_NULL',
            coordinate: `${type}.${field.name.value}`,
            subgraph: declaration.subgraph,
            message: `"${type}.${field.name.value}" is non-null, and subgraph "${declaration.subgraph}" contributes it to an entity of "${owner?.subgraph}".`,
            advice: 'Make it nullable: without its subgraph the rest of the entity is still there.',
            nodes: [field, ...(owner ? [owner.node] : [])],
          }),
        ),
    );
  });
