import { ClientError } from '@supergraph/kit/errors';
import type { z } from 'zod';

import { didYouMean } from '#src/did-you-mean.ts';
import type { ActiveGraph } from '#src/registry/active-graph.ts';
import type { checkInput } from '#src/registry/input.ts';
import { type Member, toMember } from '#src/registry/member.ts';

/** The schemas that are sent, with what is known of their subgraphs. Throws VALIDATION for a new one without a URL. */
export function propose(
  { subgraphs }: Pick<z.output<typeof checkInput>, 'subgraphs'>,
  active: ActiveGraph | undefined,
): Member[] {
  const known = new Map(active?.members.map((member) => [member.name, member]));
  return subgraphs.map(({ name, sdl, ...given }) => {
    const url = given.url ?? known.get(name)?.url;
    if (url === undefined) {
      throw new ClientError(
        'VALIDATION',
        `There is no subgraph "${name}" yet: say the URL that it answers on.${didYouMean(name, known.keys())}`,
      );
    }
    const file = given.file ?? known.get(name)?.file ?? `${name}.graphql`;
    return toMember({ name, url, sdl, file });
  });
}
