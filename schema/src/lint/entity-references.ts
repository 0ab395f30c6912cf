import { isNonNull, isOwner, nameOf, resolvedFields } from './ownership.ts';
import { report } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * A field that leads to another team's entity is nullable: when the owner is down, or does not know
 * the entity any more, a non-null one takes the object that it stands in with it.
 */
export const entityReferences: Rule = ({ types, entities }) =>
  types.flatMap((declaration) =>
    resolvedFields(declaration).flatMap((field) => {
      const target = nameOf(field.type);
      const owner = entities.get(target)?.find(isOwner);
      const coordinate = `${declaration.node.name.value}.${field.name.value}`;
      return owner && owner.subgraph !== declaration.subgraph && isNonNull(field)
        ? [
            report({
              code: 'ENTITY_REFERENCE_NON_NULL',
              coordinate,
              subgraph: declaration.subgraph,
              message: `"${coordinate}" is non-null, and leads to "${target}" of subgraph "${owner.subgraph}".`,
              advice: 'Make it nullable: the other subgraph may be down, or the entity gone.',
              nodes: [field, owner.node],
            }),
          ]
        : [];
    }),
  );
