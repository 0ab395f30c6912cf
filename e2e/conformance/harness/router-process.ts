import { startRouterProcess } from '../../harness/router-process.ts';
import type { Answer, Engine, Operation } from './compare.ts';
import { CONFIG } from './config.ts';

/** Our router as its operators run it. One process serves the supergraphs in turn: the file it watches is replaced. */
export interface RouterProcess extends Engine {
  /** Resolves when the router serves this supergraph. Rejects when it refuses it. */
  load(sdl: string): Promise<void>;
}

export async function spawnRouter(sdl: string): Promise<RouterProcess> {
  const config = { ...CONFIG, supergraph: { pollMs: 20 } };
  const router = await startRouterProcess({ sdl, config });
  return {
    run: (operation) => post(router.url, operation),
    async load(next) {
      const from = router.lines.length;
      router.replaceSupergraph(next);
      const line = await router.until(
        ({ msg }) => msg === 'supergraph loaded' || String(msg).startsWith('supergraph refused'),
        from,
      );
      if (line['msg'] !== 'supergraph loaded') {
        throw new Error(JSON.stringify(line));
      }
    },
    [Symbol.asyncDispose]: () => router[Symbol.asyncDispose](),
  };
}

async function post(url: string, operation: Operation): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as Answer;
}
