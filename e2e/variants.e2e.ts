import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Operation, query } from './harness/query.ts';
import { signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

type Variant = NonNullable<Operation['variant']>;

const VARIANTS: readonly Variant[] = ['web', 'mobile', 'partner', 'agent'];
const SKU = 'DEMO-SALE';
const LOGIN = (fields: string): string => `mutation {
  login(input: { email: "shopper@example.com", password: "demo-password-1" }) { ${fields} }
}`;

describe('the variants of this graph', () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph();
  });
  afterAll(() => graph?.stop());

  const ask = (variant: Variant, text: string, headers: Record<string, string> = {}) =>
    query(graph.url, { query: text, variant, headers });

  it.each(VARIANTS)('%s answers a product with its price', async (variant) => {
    const { data, errors } = await ask(
      variant,
      `{ variantBySku(sku: "${SKU}") { name price(currency: "EUR", country: "DE") { current { currency } } } }`,
    );

    expect(errors).toBeUndefined();
    expect(data.variantBySku.price.current.currency).toBe('EUR');
  });

  it.each<[Variant, string[]]>([
    ['web', ['Query.me', 'Mutation.cartCreate']],
    ['mobile', ['Query.me', 'Mutation.cartCreate', 'AuthPayload.refreshToken']],
    ['partner', []],
    ['agent', ['Query.me', 'Mutation.cartCreate', 'Query.customers', 'Mutation.rolesSet']],
  ])('%s introspects as what it shows', async (variant, shown) => {
    const all = ['Query.me', 'Mutation.cartCreate', 'AuthPayload.refreshToken'].concat([
      'Query.customers',
      'Mutation.rolesSet',
    ]);
    const { data } = await ask(variant, '{ __schema { types { name fields { name } } } }');
    const coordinates = data.__schema.types.flatMap(
      ({ name, fields }: { name: string; fields: { name: string }[] | null }) =>
        (fields ?? []).map((field) => `${name}.${field.name}`),
    );

    expect(coordinates).toContain('Query.variantBySku');
    expect(all.filter((coordinate) => coordinates.includes(coordinate)).toSorted()).toEqual(
      shown.toSorted(),
    );
  });

  it('web signs in with the refresh token in a cookie that no script sees', async () => {
    const { headers, errors } = await ask('web', LOGIN('accessToken'));

    expect(errors).toBeUndefined();
    expect(headers.getSetCookie().join()).toMatch(/refresh_token=[^;]+;.*HttpOnly/u);
  });

  it('web does not know the refresh token as data', async () => {
    const { status, errors } = await ask('web', LOGIN('refreshToken'));

    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain('Cannot query field "refreshToken"');
  });

  it('mobile signs in with the refresh token as data, and refreshes with it', async () => {
    const { data, headers } = await ask('mobile', LOGIN('refreshToken'));
    const { refreshToken } = data.login;
    const refreshed = await query(graph.url, {
      query: `mutation ($token: String) {
        sessionRefresh(input: { refreshToken: $token }) { accessToken refreshToken errors { ... on UserError { code } } }
      }`,
      variables: { token: refreshToken },
      variant: 'mobile',
    });

    expect(headers.getSetCookie().join()).not.toContain('refresh_token');
    expect(refreshed.data.sessionRefresh).toMatchObject({ errors: [] });
    expect(refreshed.data.sessionRefresh.refreshToken).not.toBe(refreshToken);
  });

  it('partner changes nothing', async () => {
    const { status, errors } = await ask('partner', LOGIN('accessToken'));

    expect(status).toBe(400);
    expect(errors?.[0]?.message).toBe('There are no mutations here.');
  });

  it('partner is refused a wider operation than others', async () => {
    const text = `{ ${Array.from({ length: 6 }, (_, at) => `a${at}: category(id: "cat_x") { id }`).join(' ')} }`;
    const [partner, web] = [await ask('partner', text), await ask('web', text)];

    expect(partner.errors?.[0]?.extensions?.['code']).toBe('TOO_MANY_ROOT_FIELDS');
    expect(web.status).toBe(200);
  });

  it('agent reads customers with the rights of staff', async () => {
    const staff = await signIn(graph.url, 'agent@example.com');
    const { data, errors } = await ask(
      'agent',
      '{ customers(query: "shopper@example.com") { nodes { email roles } } }',
      staff,
    );

    expect(errors).toBeUndefined();
    expect(data.customers.nodes).toMatchObject([{ email: 'shopper@example.com' }]);
  });

  it('any other name is 404, with the endpoints that there are', async () => {
    const { status, errors } = await ask('wap' as Variant, '{ me { id } }');

    expect(status).toBe(404);
    expect(errors?.[0]?.message).toContain('/graphql/web, /graphql/mobile, /graphql/partner');
  });
});
