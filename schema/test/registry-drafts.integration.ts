import { createTestDatabase } from '@supergraph/kit/testing';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { publication, schemaDocument } from '#src/registry/tables.ts';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { START, type TestRegistry, createTestRegistry, toInput } from './registry-fixture.ts';

const DAY_MS = 86_400_000;
const CHECK = 'mutation ($input: CheckInput!) { check(input: $input) { outcome } }';
const BROKEN = FREIGHT.replace('fields: "weight"', 'fields: "wieght"');
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Two that are kept for ever, and two that are not. */
async function publishAndCheck(registry: TestRegistry): Promise<void> {
  await registry.publish({ products: PRODUCTS });
  await registry.publish({ freight: BROKEN });
  await registry.publish({ freight: FREIGHT });
  await registry.ask(CHECK, {
    input: toInput({ freight: FREIGHT.replace('freight: Int', 'freight: Float') }),
  });
  await registry.ask(CHECK, { input: toInput({ freight: FREIGHT }) });
}

/** What another registry on the same file knows that many days later. */
async function readAfter(days: number) {
  using db = createTestDatabase(migrationsFolder);
  {
    await using registry = await createTestRegistry({ db });
    await publishAndCheck(registry);
  }
  await using later = await createTestRegistry({ db, at: START + days * DAY_MS });
  const count = () => db.reader.select().from(publication).all().length;
  await expect.poll(count).toBeLessThanOrEqual(days > 30 ? 2 : 5);
  const { data } = await later.ask(
    '{ publications { outcome } subgraphs { sdl } history { number } audit { action outcome } }',
  );
  return {
    outcomes: data.publications.map(({ outcome }: { outcome: string }) => outcome),
    active: data.subgraphs.length,
    activations: data.history.length,
    refusals: data.audit.filter(({ outcome }: { outcome: string }) => outcome === 'REFUSED').length,
    documents: db.reader.select().from(schemaDocument).all().length,
  };
}

describe('checks and refused publishes', () => {
  it('are kept for thirty days', async () => {
    expect(await readAfter(29)).toEqual({
      outcomes: ['UNCHANGED', 'PASSED', 'ACTIVATED', 'REFUSED', 'ACTIVATED'],
      active: 2,
      activations: 2,
      refusals: 1,
      documents: 4,
    });
  });

  it('are forgotten then, with their schemas, and stay in the audit log', async () => {
    expect(await readAfter(31)).toEqual({
      outcomes: ['ACTIVATED', 'ACTIVATED'],
      active: 2,
      activations: 2,
      refusals: 1,
      documents: 2,
    });
  });

  it.each([
    ['publication', publication],
    ['schema_document', schemaDocument],
  ])('alone may be deleted: %s', async (name, table) => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const deleting = registry.db.transaction(async (tx) => tx.delete(table).run());

    await expect(deleting).rejects.toThrow(`${name} is append-only`);
  });
});
