import { composeSupergraph } from '#src/composition/compose.ts';
import type { Composer } from '#src/registry/collaborators.ts';

/** Composes where it is called. */
export function createInThreadComposer(): Composer {
  return {
    compose: (subgraphs) => Promise.resolve(composeSupergraph(subgraphs)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
