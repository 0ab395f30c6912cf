import { type ConstArgumentNode, type ConstDirectiveNode, Kind, parse } from 'graphql';

/** Features that every subgraph enforces for itself, driven by the same SDL (kit/authorization). */
const ENFORCED_BY_SUBGRAPHS =
  /^https:\/\/specs\.apollo\.dev\/(?:authenticated|requiresScopes)\/v\d/u;

/**
 * The supergraph with `for: SECURITY` taken from the links of @authenticated and @requiresScopes. ApolloGateway refuses
 * a supergraph whose security features it does not enforce; any other such feature keeps its purpose and is refused.
 */
export function withoutSecurity(sdl: string): string {
  return listLinks(sdl)
    .filter((link) => ENFORCED_BY_SUBGRAPHS.test(readText(link, 'url')))
    .filter((link) => readText(link, 'for') === 'SECURITY')
    .map((link) => findArgument(link, 'for'))
    .reduce(blank, sdl);
}

function listLinks(sdl: string): readonly ConstDirectiveNode[] {
  return parse(sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link')
      : [],
  );
}

function findArgument(link: ConstDirectiveNode, name: string): ConstArgumentNode | undefined {
  return link.arguments?.find((argument) => argument.name.value === name);
}

function readText(link: ConstDirectiveNode, name: string): string {
  const value = findArgument(link, name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : '';
}

/** Writes spaces over an argument, so that what follows keeps its place; the comma before it means nothing in GraphQL. */
function blank(sdl: string, argument: ConstArgumentNode | undefined): string {
  const { start, end } = argument?.loc ?? { start: 0, end: 0 };
  return sdl.slice(0, start) + ' '.repeat(end - start) + sdl.slice(end);
}
