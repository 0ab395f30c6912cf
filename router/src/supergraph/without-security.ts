import { type ConstDirectiveNode, Kind, parse, print, visit } from 'graphql';

/** Features that every subgraph enforces for itself, driven by the same SDL (kit/authorization). */
const ENFORCED_BY_SUBGRAPHS =
  /^https:\/\/specs\.apollo\.dev\/(?:authenticated|requiresScopes)\/v\d/u;

/**
 * The supergraph with `for: SECURITY` taken from the links of @authenticated and @requiresScopes. ApolloGateway refuses
 * a supergraph whose security features it does not enforce; any other such feature keeps its purpose and is refused.
 */
export function withoutSecurity(sdl: string): string {
  return print(
    visit(parse(sdl, { noLocation: true }), {
      Directive: (node) => dropPurpose(node as ConstDirectiveNode),
    }),
  );
}

function dropPurpose(link: ConstDirectiveNode): ConstDirectiveNode | undefined {
  const read = (name: string): string => {
    const value = link.arguments?.find((argument) => argument.name.value === name)?.value;
    return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : '';
  };
  if (
    link.name.value !== 'link' ||
    read('for') !== 'SECURITY' ||
    !ENFORCED_BY_SUBGRAPHS.test(read('url'))
  ) {
    return undefined;
  }
  return { ...link, arguments: link.arguments?.filter(({ name }) => name.value !== 'for') ?? [] };
}
