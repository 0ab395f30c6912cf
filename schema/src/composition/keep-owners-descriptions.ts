import { Kind } from 'graphql';
import type { DefinitionNode, DocumentNode, FieldDefinitionNode } from 'graphql';

import { hasDirective, isEntity, isKeyField, isObject, isOwned } from './federated-types.ts';
import type { ObjectNode } from './federated-types.ts';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Leaves out the descriptions that speak for one subgraph only ("What pricing adds to a product."):
 * clients read one graph, and of several descriptions the composer would take any. The owner of an
 * entity describes it and its keys; whoever resolves a field describes the field.
 */
export function keepOwnersDescriptions(document: DocumentNode): DocumentNode {
  return { ...document, definitions: document.definitions.map(keepInDefinition) };
}

function keepInDefinition(definition: DefinitionNode): DefinitionNode {
  if (!isObject(definition)) {
    return definition;
  }
  const contributed = isEntity(definition) && !isOwned(definition);
  const fields = (definition.fields ?? []).map((field) =>
    hasDirective(field, 'external') || (contributed && isKeyField(definition, field))
      ? undescribed(field)
      : field,
  );
  return contributed || ROOTS.has(definition.name.value) || isOnlyExternal(definition)
    ? undescribed({ ...definition, fields })
    : { ...definition, fields };
}

function isOnlyExternal({ fields = [] }: ObjectNode): boolean {
  return fields.length > 0 && fields.every((field) => hasDirective(field, 'external'));
}

function undescribed<T extends ObjectNode | FieldDefinitionNode>(node: T): T {
  if (node.kind === Kind.OBJECT_TYPE_EXTENSION) {
    return node;
  }
  const { description: _, ...rest } = node;
  return rest as T;
}
