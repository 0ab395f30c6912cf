import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compose } from './harness/compose.ts';
import { spawnRouter } from './harness/process.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let folder: string;
let flags: string[];

beforeAll(async () => {
  shop = await startShop();
  folder = mkdtempSync(path.join(tmpdir(), 'router-'));
  const supergraph = path.join(folder, 'shop.graphql');
  const config = path.join(folder, 'router.yaml');
  writeFileSync(supergraph, compose(shop.all));
  writeFileSync(config, 'workers: 2\n');
  flags = ['--supergraph', supergraph, '--config', config, '--port', '0'];
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const ask = async (url: string): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  return response.json();
};

describe('two workers', () => {
  it('sum their metrics to the requests that were sent, and end with 0 on SIGTERM', async () => {
    await using router = spawnRouter(flags);
    const url = await router.ready();
    for (let sent = 0; sent < 20; sent += 1) {
      await ask(url);
    }

    const text = await (await fetch(`${url}/metrics`)).text();
    router.kill('SIGTERM');

    const counts = [...text.matchAll(/^router_operation\w*_count\{.*\} (\d+)$/gm)];
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(20);
    expect(await router.exit).toBe(0);
  });

  it('are replaced when they die, while the other one answers', async () => {
    await using router = spawnRouter(flags);
    const url = await router.ready();
    const workers = (): number[] => [
      ...new Set(
        [...router.output().matchAll(/"pid":(\d+),[^\n]*"supergraph loaded"/gu)].map(([, pid]) =>
          Number(pid),
        ),
      ),
    ];
    const [victim = 0] = workers();

    process.kill(victim, 'SIGKILL');
    await router.said('worker died, another is started');
    const answered = await ask(url);

    expect(answered).toEqual({ data: { __typename: 'Query' } });
    await expect.poll(() => workers().length, { timeout: 10_000 }).toBe(3);
  });
});
