import { expect, it } from 'vitest';

import { type Hit, createHits } from '#src/query/hit.ts';
import type { Match } from '#src/query/match.ts';
import { NO_PRICES } from '#src/shelf/price-columns.ts';
import { createShelf } from '#src/shelf/shelf.ts';

import { createStocked } from './build.ts';

it('a text that went while it was looked for leaves its place empty, and the others theirs', async () => {
  await using service = await createStocked(['a', 'b', 'c'].map((id) => ({ id })));
  const shelf = createShelf(service.db);
  await shelf.refresh();
  const matches = ['a', 'b', 'c'].map((id): Match => {
    const product = shelf.findProduct(id);
    const doc = product?.docs[0];
    if (product === undefined || doc === undefined) {
      throw new Error(`There is no ${id}.`);
    }
    return { product, doc: id === 'b' ? { ...doc, id: 9999 } : doc, score: 1 };
  });
  const criteria = { currency: 'USD', selections: [] };
  const sources = { db: service.db, shelf, prices: NO_PRICES, criteria, words: [] };
  const ids = (await createHits(matches, sources)).map((hit: Hit | null) => hit?.id ?? null);
  expect(ids).toEqual(['a', null, 'c']);
});
