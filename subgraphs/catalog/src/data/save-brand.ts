import { type Transaction, prepared } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { isBrandSlugTaken } from '#src/data/brands.ts';
import { type BrandRow, brand } from '#src/tables.ts';

/** Adds a brand that is not there yet; its slug takes the end of the id along when another brand has it. */
export async function addBrand(
  tx: Transaction,
  row: Pick<BrandRow, 'id' | 'name' | 'slug'>,
): Promise<void> {
  const isTaken = await isBrandSlugTaken(tx, row.slug);
  insert(tx).run({
    ...row,
    slug: isTaken ? `${row.slug}-${row.id.slice(-6).toLowerCase()}` : row.slug,
  });
}

const insert = prepared((db) =>
  db
    .insert(brand)
    .values({
      id: sql.placeholder('id'),
      slug: sql.placeholder('slug'),
      name: sql.placeholder('name'),
    })
    .prepare(),
);
