import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openDatabase } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';
import { createTestFolder } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

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

it('keeps carts with their lines when the table of carts is rebuilt', async () => {
  using folder = createTestFolder();
  const file = path.join(folder.path, 'cart.db');
  {
    using old = openDatabase({ file, migrationsFolder: copyMigrations(folder.path, 2) });
    await old.transaction(async (tx) => {
      tx.run(sql`insert into cart (id, token_hash, state, currency, country, locale, voucher_codes, created_at, updated_at)
        values ('cart_1', 'hash', 'ACTIVE', 'USD', 'US', 'en', '["SAVE"]', 1, 2)`);
      tx.run(sql`insert into cart_line (id, cart_id, position, variant_id, quantity, attributes, attributes_key, added_currency, added_at)
        values ('line_1', 'cart_1', 0, 'var_A', 3, '[]', '', 'USD', 1)`);
    });
  }
  using now = openDatabase({ file, migrationsFolder: MIGRATIONS });
  const [row] = now.reader.all(sql`
    select cart.state, cart.voucher_codes as codes, cart.is_erased as erased, cart_line.quantity
    from cart join cart_line on cart_line.cart_id = cart.id`);
  expect(row).toEqual({ state: 'ACTIVE', codes: '["SAVE"]', erased: 0, quantity: 3 });
});

it('leaves references enforced', async () => {
  using folder = createTestFolder();
  using db = openDatabase({
    file: path.join(folder.path, 'cart.db'),
    migrationsFolder: MIGRATIONS,
  });
  const orphan = db.transaction(async (tx) => {
    tx.run(sql`insert into cart_line (id, cart_id, position, variant_id, quantity, attributes, attributes_key, added_currency, added_at)
      values ('line_1', 'nowhere', 0, 'var_A', 3, '[]', '', 'USD', 1)`);
  });
  await expect(orphan).rejects.toMatchObject({
    cause: { message: expect.stringContaining('FOREIGN KEY') as unknown },
  });
});
