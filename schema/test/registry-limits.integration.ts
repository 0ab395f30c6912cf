import { request as open } from 'node:http';

import { describe, expect, it } from 'vitest';

import { PRODUCTS } from './build-project.ts';
import { createTestRegistry, hashOf } from './registry-fixture.ts';

const MB = 1_000_000;
const QUERY = '{ active { number } }';

/** Sends the head of a request and none of its body, and answers the status. */
function sendHead(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const more = { 'content-type': 'application/json', 'content-length': '1000', ...headers };
  const request = open(new URL('/graphql', url), { method: 'POST', headers: more }, (response) => {
    resolve(response.statusCode);
    request.destroy();
  });
  request.on('error', reject);
  request.flushHeaders();
  return promise;
}

describe('a body', () => {
  it('may be as large as large schemas are', async () => {
    await using registry = await createTestRegistry();
    const sdl = `${PRODUCTS}\n#${' '.repeat(4 * MB)}`;

    expect(await registry.publish({ products: sdl })).toMatchObject({ outcome: 'ACTIVATED' });
  });

  it.each([
    ['/graphql', 'POST', 20 * MB],
    ['/usage', 'POST', 20 * MB],
    ['/instances/one', 'PUT', 2 * MB],
  ] as const)('to %s that is too large is refused with the limit', async (path, method, limit) => {
    await using registry = await createTestRegistry();
    const body = { query: QUERY, more: 'x'.repeat(limit) };

    const response = await registry.fetch(path, { as: 'graph', method, body });

    expect([response.status, await response.json()]).toEqual([
      413,
      { errors: [expect.objectContaining({ message: `The body is larger than ${limit} bytes.` })] },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['a token that there is not', { authorization: 'Bearer wrong' }],
  ])('is not waited for when its sender proves %s', async (_, headers) => {
    await using registry = await createTestRegistry();

    expect(await sendHead(registry.url, headers)).toBe(401);
  });

  it('is read when the token is right', async () => {
    await using registry = await createTestRegistry();
    const { data } = await registry.ask(
      'mutation ($input: TokenCreateInput!) { tokenCreate(input: $input) { secret } }',
      { input: { name: 'products-ci', subgraphs: ['products'] } },
    );
    const { secret: token } = data.tokenCreate;

    const body = { subgraph: 'products', url: 'http://127.0.0.1/one', schemaHash: hashOf('') };
    const { status } = await registry.fetch('/instances/one', { token, method: 'PUT', body });
    const published = await registry.publish({ products: PRODUCTS }, {}, { token });

    expect([status, published.outcome]).toEqual([200, 'STAGED']);
  });
});
