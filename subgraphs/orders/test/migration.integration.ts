import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openDatabase } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';
import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { createTestFolder } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

import { forgetCustomer } from '#src/data/personal-data.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** The migrations as they were when there were only so many. */
function copyMigrations(folder: string, count: number): string {
  const copy = path.join(folder, 'migrations');
  cpSync(MIGRATIONS, copy, { recursive: true });
  const file = path.join(copy, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  return copy;
}

/** A database as it was with the first migration, with one order. */
async function createOld(folder: string): Promise<string> {
  const file = path.join(folder, 'orders.db');
  using old = openDatabase({ file, migrationsFolder: copyMigrations(folder, 1) });
  await old.transaction(async (tx) => {
    tx.run(sql`insert into orders (id, number, checkout_id, customer_id, status, email, locale, country, currency, subtotal,
        discount_total, shipping_total, tax_total, tax_included, total, discounts, shipping_address, quote_hash, placed_at)
      values ('ord_1', '7K3M9XQ2', 'chk_1', 'cus_1', 'CONFIRMED', 'ada@example.com', 'en', 'US', 'USD', 100,
        0, 0, 0, 1, 100, '[]', '{"name":"Ada Example"}', 'h', 1)`);
    tx.run(sql`insert into order_line (id, order_id, position, variant_id, sku, name, quantity, unit_amount, discount, tax, total, currency)
      values ('oli_1', 'ord_1', 0, 'var_A', 'A', 'Kettle', 1, 100, 0, 0, 100, 'USD')`);
  });
  return file;
}

it('keeps orders with their lines, and lets staff find them', async () => {
  using folder = createTestFolder();
  const file = await createOld(folder.path);
  using now = openDatabase({ file, migrationsFolder: MIGRATIONS });
  const found = now.reader.all(sql`
    select orders.total, order_line.sku from order_fts
    join order_search_key on order_search_key.id = order_fts.rowid
    join orders on orders.id = order_search_key.order_id
    join order_line on order_line.order_id = orders.id
    where order_fts match '"example"'`);
  expect(found).toEqual([{ total: 100, sku: 'A' }]);
});

it('leaves no second copy of who ordered in the file', async () => {
  using folder = createTestFolder();
  const file = await createOld(folder.path);
  {
    using now = openDatabase({ file, migrationsFolder: MIGRATIONS });
    await now.transaction(enableSecureDelete);
    await now.transaction((tx) => forgetCustomer(tx, { customerId: 'cus_1', at: 1 }));
  }
  expect(readFileSync(file, 'latin1')).not.toMatch(/ada@example|ada example/iu);
});
