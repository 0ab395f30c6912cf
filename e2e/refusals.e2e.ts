import { readFileSync } from 'node:fs';
import path from 'node:path';

import { keyFor, signRequest } from '@supergraph/kit/signing';
import { SignJWT, decodeJwt, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import {
  type GuestCart,
  createGuestCart,
  createKey,
  findVariantId,
  signIn,
} from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const ADD = `mutation ($input: CartLinesAddInput!) {
  cartLinesAdd(input: $input) { cart { id version totalQuantity } errors { __typename ... on UserError { code message path } } }
}`;
const ERRORS = 'errors { __typename ... on UserError { code message path } }';

let graph: RunningGraph;
let variantId: string;
let guest: GuestCart;

beforeAll(async () => {
  graph = await startGraph();
  variantId = await findVariantId(graph.url, 'DEMO-SALE');
  guest = await createGuestCart(graph.url, variantId, 2);
});
afterAll(() => graph.stop());

const readCart = async () => {
  const { data } = await query(graph.url, {
    query: '{ cart { version totalQuantity } }',
    headers: guest.headers,
  });
  return data.cart;
};
const add = (input: object, headers: Record<string, string> = { ...guest.headers }) =>
  query(graph.url, {
    query: ADD,
    variables: {
      input: {
        cartId: guest.id,
        idempotencyKey: createKey(),
        lines: [{ variantId, quantity: 1 }],
        ...input,
      },
    },
    headers,
  });

describe('an operation that cannot be meant', () => {
  it.each([
    ['an unknown field', '{ products { colour } }', {}],
    ['an unknown argument', '{ products(colour: "red") { nodes { id } } }', {}],
    ['an unknown variable', '{ product(id: $id) { id } }', { id: '1' }],
    [
      'a variable of the wrong type',
      'query ($first: Int) { products(first: $first) { nodes { id } } }',
      { first: 'many' },
    ],
    ['a missing variable', 'query ($id: ID!) { product(id: $id) { id } }', {}],
    ['no GraphQL', '{ products', {}],
  ])('is refused with 400: %s', async (_what, text, variables) => {
    const answer = await query(graph.url, { query: text, variables });
    expect([answer.status, answer.data ?? null]).toEqual([400, null]);
    expect(answer.errors?.[0]?.extensions?.['code']).toMatch(/^(GRAPHQL_|BAD_USER_INPUT)/u);
  });

  it.each([0, -1, 101])('says what first may be when it is %i', async (first) => {
    const { errors } = await query(graph.url, {
      query: `{ products(first: ${first}) { nodes { id } } }`,
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'VALIDATION' }, message: expect.stringContaining('100') },
    ]);
  });

  it('refuses a list that would be endless before any service is asked', async () => {
    const first = 2 ** 31 - 1;
    const { status, errors } = await query(graph.url, {
      query: `{ products(first: ${first}) { nodes { id } } }`,
    });
    expect([status, errors?.[0]?.extensions?.['code']]).toEqual([400, 'TOO_MANY_ENTITIES']);
  });

  it('refuses a cursor of another query', async () => {
    const { data } = await query(graph.url, {
      query: '{ brands(first: 1) { pageInfo { endCursor } } }',
    });
    const { errors } = await query(graph.url, {
      query: 'query ($after: String) { products(first: 1, after: $after) { nodes { id } } }',
      variables: { after: data.brands.pageInfo.endCursor },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
  });
});

describe('a change that is not allowed changes nothing', () => {
  it.each([-1, 0, 1000, 2 ** 31 - 1])('a quantity of %i', async (quantity) => {
    const before = await readCart();
    const { data } = await add({ lines: [{ variantId, quantity }] });
    expect(data.cartLinesAdd.errors).toMatchObject([
      { code: expect.any(String), path: expect.any(Array) },
    ]);
    expect(await readCart()).toEqual(before);
  });

  it('a quantity beyond 32 bits', async () => {
    const before = await readCart();
    const answer = await add({ lines: [{ variantId, quantity: 2 ** 31 }] });
    expect(answer.errors).toHaveLength(1);
    expect(await readCart()).toEqual(before);
  });

  it("the id of a cart that is not the caller's", async () => {
    const before = await readCart();
    const stranger = await createGuestCart(graph.url, variantId, 1);
    const { data } = await add({}, { ...stranger.headers });
    expect(data.cartLinesAdd).toMatchObject({
      cart: null,
      errors: [{ __typename: 'NotFoundError' }],
    });
    expect(await readCart()).toEqual(before);
  });

  it('an idempotency key with other input', async () => {
    const idempotencyKey = createKey();
    const headers = { ...guest.headers, 'x-visitor-id': 'vis-e2e-refusals' };
    await add({ idempotencyKey }, headers);
    const before = await readCart();
    const { data } = await add({ idempotencyKey, lines: [{ variantId, quantity: 5 }] }, headers);
    expect(data.cartLinesAdd.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect(await readCart()).toEqual(before);
  });

  it('an expectedVersion that another tab left behind', async () => {
    const before = await readCart();
    const { data } = await add({ expectedVersion: before.version - 1 });
    expect(data.cartLinesAdd.errors).toMatchObject([{ __typename: 'ConflictError' }]);
    expect(await readCart()).toEqual(before);
  });

  it('a write of the catalogue by a shopper', async () => {
    const { errors } = await query(graph.url, {
      query: `mutation ($input: ProductArchiveInput!) { productArchive(input: $input) { ${ERRORS} } }`,
      variables: { input: { id: 'prod_x', idempotencyKey: createKey() } },
      headers: await signIn(graph.url),
    });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
  });
});

describe('a token', () => {
  const me = (token: string) =>
    query(graph.url, { query: '{ me { id } }', headers: { authorization: `Bearer ${token}` } });

  async function forge(change: Record<string, unknown>, expiresAt: number): Promise<string> {
    const { authorization = '' } = await signIn(graph.url);
    const claims = decodeJwt(authorization.slice('Bearer '.length));
    const { privateKey } = await generateKeyPair('ES256');
    return new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg: 'ES256', kid: 'forged' })
      .setExpirationTime(expiresAt)
      .sign(privateKey);
  }

  const inAnHour = Math.floor(Date.now() / 1000) + 3600;

  it('signed by somebody else is 401, never anonymous', async () => {
    const { status, data, errors } = await me(await forge({ scopes: ['catalog:write'] }, inAnHour));
    expect([status, data ?? null]).toEqual([401, null]);
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it.each(['nonsense', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJjdXNfMSJ9.'])(
    '"%s" is 401',
    async (token) => {
      expect((await me(token)).status).toBe(401);
    },
  );
});

describe('an internal request', () => {
  const body = JSON.stringify({ query: '{ _service { sdl } }' });
  const send = (headers: Record<string, string>) =>
    fetch(`${graph.serviceUrls['cart']}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('is refused without a signature', async () => {
    expect((await send({})).status).toBe(401);
  });

  it('is refused with claims that a client made up', async () => {
    expect(
      (await send({ 'x-graph-claims': Buffer.from('{"sub":"cus_1"}').toString('base64url') }))
        .status,
    ).toBe(401);
  });

  it('is taken once and refused when it is played again', async () => {
    const keys = JSON.parse(readFileSync(path.join(graph.dataDir, 'keys.json'), 'utf8')) as {
      router: string;
    };
    const request = { method: 'POST', path: '/graphql', headers: {}, body };
    const signature = signRequest(request, {
      caller: 'router',
      key: keyFor(keys.router, 'cart'),
      now: Date.now,
    });
    const [first, second] = [await send(signature), await send(signature)];
    expect([first.status, second.status]).toEqual([200, 401]);
    expect(await second.json()).toMatchObject({
      errors: [{ extensions: { code: 'REQUEST_REPLAYED' } }],
    });
  });

  it('is refused with a signature made for another service', async () => {
    const keys = JSON.parse(readFileSync(path.join(graph.dataDir, 'keys.json'), 'utf8')) as {
      router: string;
    };
    const request = { method: 'POST', path: '/graphql', headers: {}, body };
    const signature = signRequest(request, {
      caller: 'router',
      key: keyFor(keys.router, 'pricing'),
      now: Date.now,
    });
    expect((await send(signature)).status).toBe(401);
  });
});
