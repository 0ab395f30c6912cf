import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { PUBLISH, type TestRegistry, createTestRegistry, toInput } from './registry-fixture.ts';

const CREATE = `mutation ($input: TokenCreateInput!) {
  tokenCreate(input: $input) { secret token { name expiresAt } }
}`;
const DAY_MS = 86_400_000;

async function createToken(registry: TestRegistry, grant: object): Promise<string> {
  const input = { name: 'team-ci', ...grant };
  return (await registry.ask(CREATE, { input })).data.tokenCreate.secret as string;
}

describe('without a signature or token', () => {
  it.each([
    ['GET', '/supergraph'],
    ['GET', '/supergraph/events'],
    ['PUT', '/instances/one'],
    ['DELETE', '/instances/one'],
    ['POST', '/usage'],
    ['POST', '/graphql'],
  ] as const)('refuses %s %s', async (method, path) => {
    await using registry = await createTestRegistry();

    expect((await registry.fetch(path, { method })).status).toBe(401);
  });

  it.each(['/health/live', '/health/ready', '/metrics'])('answers %s', async (path) => {
    await using registry = await createTestRegistry();

    expect((await registry.fetch(path)).status).toBe(200);
  });
});

describe('a token', () => {
  it('publishes the subgraph that it is for', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });

    const answer = await registry.publish({ products: PRODUCTS }, {}, { token });

    expect(answer.outcome).toBe('ACTIVATED');
  });

  it('is refused for another subgraph', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });

    const { errors } = await registry.ask(
      PUBLISH,
      { input: toInput({ freight: FREIGHT }) },
      { token },
    );

    expect(errors?.[0]).toMatchObject({
      message: '"token:team-ci" may not publish "freight". Granted is "products".',
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it('is refused for several subgraphs of which one is not its own', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });

    const { errors } = await registry.ask(
      PUBLISH,
      { input: toInput({ products: PRODUCTS, freight: FREIGHT }) },
      { token },
    );

    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('leaves its refusal in the audit log', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });
    await registry.ask(PUBLISH, { input: toInput({ freight: FREIGHT }) }, { token });

    const { data } = await registry.ask(
      '{ audit(first: 1) { actor action subject outcome detail } }',
    );

    expect(data.audit).toEqual([
      {
        actor: 'token:team-ci',
        action: 'publish',
        subject: 'freight',
        outcome: 'REFUSED',
        detail: 'Granted is "products".',
      },
    ]);
  });

  it('says when it has expired', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'], expiresInDays: 1 });
    registry.clock.at += DAY_MS;

    const response = await registry.fetch('/supergraph', { token });

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'The token "team-ci" expired on 2026-03-02T12:00:00.000Z.' }],
    });
  });

  it('ends when it is revoked', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });
    await registry.ask('mutation { tokenRevoke(name: "team-ci") { name } }');

    const response = await registry.fetch('/supergraph', { token });

    expect(await response.json()).toMatchObject({
      errors: [{ message: 'The token "team-ci" was revoked.' }],
    });
  });

  it.each([
    ['a wrong secret', (token: string) => `${token.slice(0, -4)}AAAA`],
    ['another id', (token: string) => token.replace(/^tok_.{3}/u, 'tok_ZZZ')],
    ['no form at all', () => 'tok'],
  ])('is refused with %s', async (_, change) => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });

    const response = await registry.fetch('/supergraph', { token: change(token) });

    expect(await response.json()).toMatchObject({
      errors: [{ message: 'There is no such token.' }],
    });
  });

  it('is nowhere in the file', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });
    const { token: table } = await import('#src/registry/tables.ts');

    const rows = JSON.stringify(registry.db.reader.select().from(table).all());

    expect(rows).not.toContain(token.split('.')[1]);
  });

  it('has a name of its own', async () => {
    await using registry = await createTestRegistry();
    await createToken(registry, { subgraphs: ['products'] });

    const { errors } = await registry.ask(CREATE, { input: { name: 'team-ci' } });

    expect(errors?.[0]).toMatchObject({
      message: 'There is a token "team-ci" already.',
      extensions: { code: 'CONFLICT' },
    });
  });

  it('reads without any grant', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    const token = await createToken(registry, {});

    expect((await registry.fetch('/supergraph', { token })).status).toBe(200);
  });

  it('gets no more by the renaming of its subgraph', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    const token = await createToken(registry, { subgraphs: ['products'] });
    await registry.ask(
      'mutation { subgraphRename(input: { name: "products", newName: "catalog" }) { outcome } }',
    );

    const { errors } = await registry.ask(
      PUBLISH,
      { input: toInput({ catalog: PRODUCTS }) },
      { token },
    );

    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('rolls back what it may publish', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: PRODUCTS.replace('For freight', 'Grams') });
    const token = await createToken(registry, { subgraphs: ['products'] });

    const { data } = await registry.ask(
      'mutation { rollback(input: {}) { outcome } }',
      {},
      { token },
    );

    expect(data.rollback.outcome).toBe('ACTIVATED');
  });

  it('does not roll back what others published', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.publish({ freight: FREIGHT });
    const token = await createToken(registry, { subgraphs: ['products'] });

    const { errors } = await registry.ask(
      'mutation { rollback(input: {}) { outcome } }',
      {},
      { token },
    );

    expect(errors?.[0]?.message).toContain('may not roll back "freight"');
  });

  it.each([
    'mutation { tokenCreate(input: { name: "more", isAdmin: true }) { secret } }',
    'mutation { tokenRevoke(name: "team-ci") { name } }',
    '{ tokens { name } }',
    '{ audit { actor } }',
  ])('is no administrator: %s', async (query) => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { subgraphs: ['products'] });

    const { errors } = await registry.ask(query, {}, { token });

    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is an administrator when that is granted', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { isAdmin: true });

    const { data } = await registry.ask('{ tokens { name isAdmin } }', {}, { token });

    expect(data.tokens).toEqual([{ name: 'team-ci', isAdmin: true }]);
  });

  it('reports usage when that is granted', async () => {
    await using registry = await createTestRegistry();
    const token = await createToken(registry, { isRouter: true });

    const response = await registry.fetch('/usage', {
      token,
      method: 'POST',
      body: { id: 'batch', operations: [] },
    });

    expect(response.status).toBe(200);
  });
});
