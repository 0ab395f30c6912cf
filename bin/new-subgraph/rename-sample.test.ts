import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { renameSample } from './rename-sample.ts';

const names = { name: 'gift-cards', entity: 'GiftCard' };

it.each([
  ['src/upsert-sample.ts', 'src/upsert-gift-card.ts'],
  ['src/rules/sample-input.test.ts', 'src/rules/gift-card-input.test.ts'],
  ["from '#src/data/sample.ts'", "from '#src/data/gift-card.ts'"],
  ['findSamples(db)', 'findGiftCards(db)'],
  ['sampleTable.id', 'giftCardTable.id'],
  ["sqliteTable('sample', {", "sqliteTable('gift_card', {"],
  ['prefix `sample_`', 'prefix `gift_card_`'],
  ["'samples.sample.upserted'", "'gift-cards.giftCard.upserted'"],
  ['["samples:write"]', '["gift-cards:write"]'],
  ['0000_create_samples', '0000_create_gift_cards'],
  ['type SampleUpsertPayload', 'type GiftCardUpsertPayload'],
])('makes of %j %j', (text, renamed) => {
  expect(renameSample(text, names)).toBe(renamed);
});

it('changes nothing under the names of the template', () => {
  const file = path.join(import.meta.dirname, 'template/src/upsert-sample.ts');
  const text = readFileSync(file, 'utf8');
  expect(renameSample(text, { name: 'samples', entity: 'Sample' })).toBe(text);
});

it('begins with the prelude that all subgraphs have', () => {
  const [own, other] = ['bin/new-subgraph/template', 'subgraphs/catalog'].map((folder) => {
    const file = path.join(import.meta.dirname, '../..', folder, 'schema.graphql');
    return /^# ---- prelude.*# ---- end prelude/msu.exec(readFileSync(file, 'utf8'))?.[0];
  });
  expect([own === other, own?.length ?? 0]).toEqual([true, other?.length]);
});
