import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { PUBLISH, createTestRegistry, hashOf, toInput } from './registry-fixture.ts';

describe('a signed caller', () => {
  it('that is a subgraph publishes itself', async () => {
    await using registry = await createTestRegistry();

    const answer = await registry.publish({ products: PRODUCTS }, {}, { as: 'products' });

    expect(answer.outcome).toBe('ACTIVATED');
  });

  it('that is a subgraph registers no instance of another', async () => {
    await using registry = await createTestRegistry();

    const response = await registry.fetch('/instances/one', {
      as: 'freight',
      method: 'PUT',
      body: { subgraph: 'products', url: 'http://127.0.0.1/one', schemaHash: hashOf(PRODUCTS) },
    });

    expect(response.status).toBe(403);
  });

  it('that is a subgraph takes no instance of another over', async () => {
    await using registry = await createTestRegistry();
    await registry.register('one', 'products', PRODUCTS);

    expect((await registry.register('one', 'freight', FREIGHT)).status).toBe(403);
  });

  it('that is a subgraph withdraws no instance of another', async () => {
    await using registry = await createTestRegistry();
    await registry.register('one', 'products', PRODUCTS);

    const response = await registry.fetch('/instances/one', { as: 'freight', method: 'DELETE' });

    expect(response.status).toBe(403);
  });

  it('that is the router publishes nothing', async () => {
    await using registry = await createTestRegistry();

    const { errors } = await registry.ask(
      PUBLISH,
      { input: toInput({ router: PRODUCTS }) },
      { as: 'router' },
    );

    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('that is a subgraph reports no usage', async () => {
    await using registry = await createTestRegistry();

    const response = await registry.fetch('/usage', {
      as: 'products',
      method: 'POST',
      body: { id: 'batch', operations: [] },
    });

    expect(response.status).toBe(403);
  });

  it('leaves in the audit log that an instance came and went, and no renewals', async () => {
    await using registry = await createTestRegistry();
    await registry.register('one', 'products', PRODUCTS);
    await registry.register('one', 'products', PRODUCTS);
    await registry.fetch('/instances/one', { as: 'products', method: 'DELETE' });

    const { data } = await registry.ask('{ audit { actor action subject } }');

    expect(data.audit).toEqual([
      { actor: 'products', action: 'withdraw an instance', subject: 'products' },
      { actor: 'products', action: 'register an instance', subject: 'products' },
    ]);
  });
});
