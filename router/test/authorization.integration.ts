import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type Answer, type TestRouter, startRouter } from './harness/router.ts';
import { type TestSubgraph, startSubgraph } from './harness/subgraphs.ts';
import { type Issuer, startIssuer } from './harness/tokens.ts';

const PEOPLE = `
  type Query {
    people: [Person!]
    me: Person @authenticated
    must: Int! @authenticated
    unlocked: [Open]
    audit: String @policy(policies: [["auditor"]])
    searched(text: String!): [String!] @requiresScopes(scopes: [["search"]])
  }
  type Mutation { raise(amount: Int!): Int @requiresScopes(scopes: [["pay:write"]]) cheer: Int }
  type Open { open: String must: Int! @authenticated }
  type Person @key(fields: "id") { id: ID! name: String }
`;
const PAY = `
  type Person @key(fields: "id") {
    id: ID!
    grade: Int
    salary: Salary @requiresScopes(scopes: [["pay:read", "pay"], ["boss"]])
  }
  type Salary { amount: Int currency: Currency }
  enum Currency @requiresScopes(scopes: [["bank"]]) { CHF EUR }
`;

const people = [
  { id: 'p1', name: 'Ada' },
  { id: 'p2', name: 'Bo' },
];

const resolvers = {
  Query: {
    people: () => people,
    me: () => people[0],
    must: () => 1,
    unlocked: () => [{ open: 'yes', must: 1 }],
    audit: () => 'log',
    searched: () => ['found'],
  },
  Mutation: { raise: (_: unknown, { amount }: { amount: number }) => amount, cheer: () => 1 },
};

const payResolvers = {
  Person: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    grade: () => 3,
    salary: () => ({ amount: 100, currency: 'CHF' }),
  },
};

let peopleGraph: TestSubgraph;
let payGraph: TestSubgraph;
let issuer: Issuer;
let router: TestRouter;

const bearer = async (claims: Record<string, unknown>): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await issuer.sign(claims)}`,
});
const ask = async (query: string, claims?: Record<string, unknown>): Promise<Answer> =>
  router.query(query, { headers: claims === undefined ? {} : await bearer(claims) });
const errorsOf = ({ errors }: Answer) =>
  errors.map(({ path, extensions }) => ({ path, ...extensions }));
const received = (): string[] =>
  [...peopleGraph.received, ...payGraph.received].map(({ body }) => body);

beforeAll(async () => {
  [peopleGraph, payGraph, issuer] = await Promise.all([
    startSubgraph('people', { sdl: PEOPLE, resolvers }),
    startSubgraph('pay', { sdl: PAY, resolvers: payResolvers }),
    startIssuer(),
  ]);
  router = await startRouter([peopleGraph, payGraph], {
    config: { auth: { jwksUrl: issuer.jwksUrl } },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await Promise.all([peopleGraph, payGraph, issuer].map((one) => one[Symbol.asyncDispose]()));
});
beforeEach(() => {
  peopleGraph.received.length = 0;
  payGraph.received.length = 0;
});

describe('a denied field', () => {
  it('is null with an error beside the rest of the answer', async () => {
    const answer = await ask('{ people { name salary { amount } } }', { scopes: ['pay'] });

    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      people: [
        { name: 'Ada', salary: null },
        { name: 'Bo', salary: null },
      ],
    });
    expect(errorsOf(answer)).toEqual([
      {
        path: ['people', 'salary'],
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
        missingScopes: [['boss'], ['pay:read']],
      },
    ]);
  });

  it('is never fetched', async () => {
    await ask('{ people { name salary { amount } } }', { scopes: [] });

    expect(peopleGraph.received).toHaveLength(1);
    expect(payGraph.received).toEqual([]);
  });

  it('is left out of a fetch that brings other fields', async () => {
    await ask('{ people { grade salary { amount } } }', { scopes: [] });

    expect(payGraph.received).toHaveLength(1);
    expect(payGraph.received[0]?.body).not.toContain('salary');
  });

  it('is UNAUTHENTICATED without a token', async () => {
    const answer = await ask('{ me { name } people { name } }');

    expect(answer.data).toMatchObject({ me: null, people: [{ name: 'Ada' }, { name: 'Bo' }] });
    expect(errorsOf(answer)).toEqual([{ path: ['me'], code: 'UNAUTHENTICATED' }]);
  });

  it('takes what only it used along: variables and fragments', async () => {
    const query = `query ($yes: Boolean = true) { people { name } me { ...Own } }
      fragment Own on Person { id @include(if: $yes) }`;

    expect((await ask(query)).data).toMatchObject({ me: null, people: [{ name: 'Ada' }, {}] });
    expect(received().join()).not.toContain('yes');
  });

  it('asks no subgraph when there is nothing else', async () => {
    const answer = await ask('query ($text: String = "x") { searched(text: $text) }');

    expect(answer.data).toEqual({ searched: null });
    expect(errorsOf(answer)).toEqual([
      { path: ['searched'], code: 'UNAUTHENTICATED', missingScopes: [['search']] },
    ]);
    expect(received()).toEqual([]);
  });

  it('nulls what may not be without it, with its own error alone', async () => {
    const answer = await ask('{ unlocked { open must } people { name } }');

    expect(answer.data).toMatchObject({ unlocked: [null], people: [{ name: 'Ada' }, {}] });
    expect(errorsOf(answer)).toEqual([{ path: ['unlocked', 'must'], code: 'UNAUTHENTICATED' }]);
  });

  it('of the root that must not be null nulls the data', async () => {
    const answer = await ask('{ must people { name } }');

    expect(answer.data).toBeNull();
    expect(errorsOf(answer)).toEqual([{ path: ['must'], code: 'UNAUTHENTICATED' }]);
  });

  it('of a mutation does nothing, and its neighbours happen', async () => {
    const answer = await ask('mutation { raise(amount: 5) cheer }', { scopes: ['pay:read'] });

    expect(answer.data).toEqual({ raise: null, cheer: 1 });
    expect(received().filter((body) => body.includes('raise'))).toEqual([]);
  });

  it('has the path of its alias', async () => {
    const answer = await ask('{ staff: people { pay: salary { amount } name } }');

    expect(answer.data).toMatchObject({ staff: [{ pay: null, name: 'Ada' }, {}] });
    expect(errorsOf(answer)[0]?.path).toEqual(['staff', 'pay']);
  });

  it('that is skipped is no error', async () => {
    const query = 'query ($no: Boolean!) { people { name salary @include(if: $no) { amount } } }';
    const { data, errors } = await router.query(query, { variables: { no: false } });

    expect(data).toEqual({ people: [{ name: 'Ada' }, { name: 'Bo' }] });
    expect(errors).toEqual([]);
  });

  it('that returns a secured enum is denied as a field is', async () => {
    const answer = await ask('{ people { salary { amount currency } } }', { scopes: ['boss'] });

    expect(answer.data).toMatchObject({
      people: [{ salary: { amount: 100, currency: null } }, {}],
    });
    expect(errorsOf(answer)[0]?.path).toEqual(['people', 'salary', 'currency']);
  });
});

describe('a field', () => {
  it('is answered to who has one whole alternative', async () => {
    const { data, errors } = await ask('{ people { salary { amount currency } } }', {
      scopes: ['pay', 'pay:read', 'bank'],
    });

    expect(errors).toEqual([]);
    expect(data).toMatchObject({ people: [{ salary: { amount: 100, currency: 'CHF' } }, {}] });
  });

  it('is decided for each caller anew', async () => {
    const query = '{ me { name } people { name salary { amount } } }';
    const codes: unknown[] = [];
    for (const claims of [{ scopes: ['boss'] }, undefined, { scopes: [] }, { scopes: ['boss'] }]) {
      codes.push((await ask(query, claims)).errors.map(({ path }) => path?.join('.')));
    }

    expect(codes).toEqual([[], ['me', 'people.salary'], ['people.salary'], []]);
  });

  it('may be asked for by a scope that is a text of the token', async () => {
    const { errors } = await ask('{ people { salary { amount } } }', {
      scopes: undefined,
      scope: 'openid boss',
    });

    expect(errors).toEqual([]);
  });
});

describe('@policy', () => {
  const query = '{ audit }';
  const config = () => ({
    auth: {
      jwksUrl: issuer.jwksUrl,
      policies: { auditor: { claim: 'roles', contains: 'auditor' } },
    },
  });

  it('is denied when nobody knows it', async () => {
    const answer = await ask(query, { roles: ['auditor'] });

    expect(errorsOf(answer)).toEqual([
      { path: ['audit'], code: 'UNAUTHORIZED_FIELD_OR_TYPE', missingPolicies: [['auditor']] },
    ]);
  });

  it('is read from a claim where that is configured', async () => {
    await using other = await startRouter([peopleGraph, payGraph], { config: config() });

    const allowed = await other.query(query, { headers: await bearer({ roles: ['auditor'] }) });
    const denied = await other.query(query, { headers: await bearer({ roles: ['clerk'] }) });

    expect([allowed.data, denied.data]).toEqual([{ audit: 'log' }, { audit: null }]);
  });
});

describe('with rejectUnauthorized', () => {
  it.each<[string, number, string, Record<string, unknown> | undefined]>([
    ['no token is 401', 401, 'UNAUTHENTICATED', undefined],
    ['a token that does not suffice is 403', 403, 'UNAUTHORIZED_FIELD_OR_TYPE', { scopes: [] }],
  ])('%s for the whole operation', async (_name, status, code, claims) => {
    await using strict = await startRouter([peopleGraph, payGraph], {
      config: { auth: { jwksUrl: issuer.jwksUrl, rejectUnauthorized: true } },
    });
    const headers = claims === undefined ? {} : await bearer(claims);

    const answer = await strict.query('{ people { name salary { amount } } }', { headers });

    expect({ status: answer.status, data: answer.data }).toEqual({ status, data: undefined });
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual([code]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/u);
    expect(received()).toEqual([]);
  });
});

it('a client is told the same in production', async () => {
  await using other = await startRouter([peopleGraph, payGraph], {
    config: { environment: 'production', auth: { jwksUrl: issuer.jwksUrl } },
  });
  const headers = await bearer({ scopes: ['pay'] });

  const { errors } = await other.query('{ people { salary { amount } } }', { headers });

  expect(errors[0]?.message).toBe('You may not select "Person.salary".');
  expect(errors[0]?.extensions['missingScopes']).toEqual([['boss'], ['pay:read']]);
});
