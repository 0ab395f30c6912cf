import { configShape } from '@supergraph/router/config';
import { createMetrics } from '@supergraph/router/metrics';
import { type Router, createRouter } from '@supergraph/router/router';
import { newId } from '@supergraph/kit/ids';
import { createLogger } from '@supergraph/kit/log';

import type { Answer, Engine, Operation } from './compare.ts';
import { CONFIG } from './config.ts';

/** Our router in this process: everything of it but the socket. */
export async function startEngine(sdl: string): Promise<Engine> {
  const router = createRouter(configShape.parse(CONFIG), {
    log: createLogger({ service: 'router', level: 'silent' }),
    metrics: createMetrics(),
    now: Date.now,
    newId,
  });
  await router.load(sdl);
  return {
    run: (operation) => run(router, operation),
    [Symbol.asyncDispose]: () => router.stop(),
  };
}

async function run(router: Router, operation: Operation): Promise<Answer> {
  const { body } = await router.answer({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(operation)),
    remoteAddress: '127.0.0.1',
  });
  return JSON.parse(body.toString()) as Answer;
}
