import { setTimeout as delay } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { compose } from './harness/compose.ts';
import { startRouter } from './harness/router.ts';
import { startShop } from './harness/shop.ts';

describe('draining', () => {
  it('finishes requests in flight, is not ready, and takes no new connection', async () => {
    await using shop = await startShop();
    const router = await startRouter(shop.all);
    let release = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      shop.readers.replyWith(async () => {
        resolve();
        await new Promise<void>((answer) => {
          release = answer;
        });
        return { body: '{"data":{"me":{"name":"Ada"}}}' };
      });
    });
    const answer = router.query('{ me { name } }');
    await arrived;

    router.router.startDraining();
    const ready = await router.fetch('/health/ready');
    const drained = router.listener.drain();
    const refused = await fetch(`${router.url}/health/live`).catch(() => 'refused');
    release();

    expect(ready.status).toBe(503);
    expect(refused).toBe('refused');
    expect(await answer).toMatchObject({ status: 200, data: { me: { name: 'Ada' } } });
    await drained;
    await router.router.stop();
  });

  it('ends after its time when a subgraph never answers', async () => {
    await using shop = await startShop();
    const router = await startRouter(shop.all, { config: { listen: { drainMs: 50 } } });
    const arrived = new Promise<void>((resolve) => {
      shop.readers.replyWith(async () => {
        resolve();
        await delay(1000);
        return { body: '{}' };
      });
    });
    const answer = router.query('{ me { name } }').catch(() => 'cut off');
    await arrived;

    await router.listener.drain();

    expect(await answer).toBe('cut off');
    await router.router.stop();
  });
});

describe('a new supergraph', () => {
  it('is served once it is loaded', async () => {
    await using shop = await startShop();
    await using router = await startRouter([shop.readers]);
    const before = await router.query('{ books { id } }');

    await router.router.load(compose(shop.all));

    expect(before.status).toBe(400);
    expect(await router.query('{ books { id } }')).toMatchObject({
      status: 200,
      data: { books: [{ id: 'b1' }, { id: 'b2' }] },
    });
  });

  it('leaves the last one serving when it is not one', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);

    await expect(router.router.load('type Query { broken: Int }')).rejects.toThrow(
      /is no supergraph/u,
    );

    expect(await router.query('{ me { name } }')).toMatchObject({ data: { me: { name: 'Ada' } } });
  });

  it('does not disturb an operation that began on the one before', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);
    let release = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      shop.books.replyWith(async () => {
        resolve();
        await new Promise<void>((answer) => {
          release = answer;
        });
        return { body: '{"data":{"books":[{"__typename":"Book","id":"b1"}]}}' };
      });
    });
    const answer = router.query('{ books { price } }');
    await arrived;

    await router.router.load(compose([shop.readers]));
    release();

    expect(await answer).toMatchObject({ data: { books: [{ price: 490 }] } });
  });
});

describe('a silent connection', () => {
  it('is kept for longer than load balancers keep one', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);
    const { headers } = await router.fetch('/health/live');
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });
});

describe('a client that goes away', () => {
  it('has its query cancelled upstream', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);
    const gone = new AbortController();
    shop.readers.replyWith(async () => {
      gone.abort();
      await delay(300);
      return { body: '{"data":{"me":null}}' };
    });

    await fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ me { name } }"}',
      signal: gone.signal,
    }).catch(() => undefined);
    const line = await waitForSummary(router.lines);

    expect(line).toMatchObject({ subgraphs: { readers: { fetches: 1, lost: 1 } } });
    expect(Number(line?.['ms'])).toBeLessThan(250);
  });
});

/** The summary line of the first operation, as soon as there is one. */
async function waitForSummary(lines: readonly Readonly<Record<string, unknown>>[]) {
  await expect.poll(() => lines.some(({ msg }) => msg === 'operation')).toBe(true);
  return lines.find(({ msg }) => msg === 'operation');
}
