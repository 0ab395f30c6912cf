import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { configShape } from '#src/config/index.ts';
import type { RouterRequest } from '#src/pipeline/http-message.ts';
import { type RouterDeps, createRouter } from '#src/router.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';

import { compose } from './harness/compose.ts';
import { startShop } from './harness/shop.ts';

const REQUEST: RouterRequest = {
  method: 'POST',
  url: '/graphql',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"query":"{ me { name } }"}'),
  remoteAddress: '127.0.0.1',
};

const createDeps = (deps: Partial<RouterDeps> = {}): RouterDeps => ({
  log: pino({ level: 'silent' }),
  metrics: createMetrics(),
  now: Date.now,
  newId: (prefix) => `${prefix}_00000001`,
  ...deps,
});

describe('createRouter', () => {
  it('answers requests that are handed in, without a socket', async () => {
    await using shop = await startShop();
    const router = createRouter(configShape.parse({}), createDeps());
    await router.load(compose(shop.all));

    const { status, body } = await router.answer(REQUEST);
    await router.stop();

    expect({ status, text: body.toString() }).toEqual({
      status: 200,
      text: '{"data":{"me":{"name":"Ada"}}}\n',
    });
  });

  it.each([
    ['/graphql', /NOT_READY/u],
    ['/health/ready', /not ready/u],
  ])('is not ready before a supergraph is loaded: %s', async (url, text) => {
    const router = createRouter(configShape.parse({}), createDeps());

    const request = url === '/graphql' ? REQUEST : { ...REQUEST, method: 'GET', url };
    const { status, body } = await router.answer(request);
    await router.stop();

    expect(status).toBe(503);
    expect(body.toString()).toMatch(text);
  });

  it.each([
    ['production', 'Internal server error'],
    ['development', 'no more ids'],
  ])('says of a fault of its own in %s: %s', async (environment, message) => {
    const newId = (prefix: string): string => {
      if (prefix !== 'req') {
        throw new Error('no more ids');
      }
      return 'req_00000001';
    };
    const router = createRouter(
      configShape.parse({ environment, visitor: { enabled: true } }),
      createDeps({ newId }),
    );

    const { status, body } = await router.answer(REQUEST);
    await router.stop();

    expect(status).toBe(500);
    expect(JSON.parse(body.toString())).toEqual({
      errors: [
        {
          message,
          extensions: {
            code: 'INTERNAL_SERVER_ERROR',
            requestId: expect.any(String),
            correlationId: expect.any(String),
          },
        },
      ],
    });
  });
});
