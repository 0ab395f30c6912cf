import { Kind, type TypeNode, parse } from 'graphql';

import {
  hasDirective,
  isEntity,
  isKeyField,
  isObject,
  isOwned,
} from '#src/composition/federated-types.ts';
import type { ObjectNode } from '#src/composition/federated-types.ts';
import type { SubgraphSdl } from '#src/read-subgraphs.ts';

interface Declaration {
  readonly subgraph: SubgraphSdl;
  readonly node: ObjectNode;
}

export interface Contribution {
  /** GraphQL coordinate, as in `Product.reviews`. */
  readonly coordinate: string;
  readonly subgraph: string;
}

/**
 * Finds the fields that a subgraph adds to another team's entity as non-null: when that subgraph
 * is down, such a field takes the whole entity with it. The owner of an entity is the subgraph in
 * which it implements Node.
 */
export function findNonNullContributions(subgraphs: readonly SubgraphSdl[]): Contribution[] {
  return [...entitiesOf(subgraphs)].flatMap(([type, declarations]) => {
    const owned = new Set(declarations.filter(isOwner).flatMap(({ node }) => fieldNames(node)));
    return declarations
      .filter((declaration) => !isOwner(declaration))
      .flatMap(({ subgraph, node }) =>
        (node.fields ?? [])
          .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
          .filter((field) => !owned.has(field.name.value) && !hasDirective(field, 'external'))
          .filter((field) => !isKeyField(node, field))
          .map((field) => ({
            coordinate: `${type}.${field.name.value}`,
            subgraph: subgraph.name,
          })),
      );
  });
}

/**
 * Finds the fields that lead to another team's entity as non-null: when its owner is down, or does
 * not know it any more, such a field takes the object that it stands in with it.
 */
export function findNonNullReferences(subgraphs: readonly SubgraphSdl[]): Contribution[] {
  const entities = entitiesOf(subgraphs);
  return subgraphs.flatMap((subgraph) => {
    const isForeign = (type: string): boolean =>
      entities.get(type)?.some((one) => isOwner(one) && one.subgraph.name !== subgraph.name) ??
      false;
    return parse(subgraph.sdl)
      .definitions.filter(isObject)
      .flatMap((node) =>
        (node.fields ?? [])
          .filter((field) => !hasDirective(field, 'external'))
          .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE && isForeign(nameOf(type)))
          .map((field) => ({
            coordinate: `${node.name.value}.${field.name.value}`,
            subgraph: subgraph.name,
          })),
      );
  });
}

/**
 * Finds the fields of Query that are non-null: an operation asks several services at once, and such
 * a field would take the answers of all of them with it.
 */
export function findNonNullRoots(subgraphs: readonly SubgraphSdl[]): Contribution[] {
  return subgraphs.flatMap(({ name, sdl }) =>
    parse(sdl)
      .definitions.filter(isObject)
      .filter((node) => node.name.value === 'Query')
      .flatMap((node) => node.fields ?? [])
      .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map((field) => ({ coordinate: `Query.${field.name.value}`, subgraph: name })),
  );
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** The entities that no subgraph owns, or more than one. */
export function findDisputedEntities(subgraphs: readonly SubgraphSdl[]): string[] {
  return [...entitiesOf(subgraphs)]
    .filter(([, declarations]) => declarations.filter(isOwner).length !== 1)
    .map(([type]) => type);
}

function entitiesOf(subgraphs: readonly SubgraphSdl[]): Map<string, Declaration[]> {
  const declarations = subgraphs.flatMap((subgraph) =>
    parse(subgraph.sdl)
      .definitions.filter(isObject)
      .map((node) => ({ subgraph, node })),
  );
  const entities = declarations.filter(({ node }) => isEntity(node));
  return Map.groupBy(entities, ({ node }) => node.name.value);
}

function isOwner({ node }: Declaration): boolean {
  return isOwned(node);
}

function fieldNames(node: ObjectNode): string[] {
  return (node.fields ?? []).map(({ name }) => name.value);
}
