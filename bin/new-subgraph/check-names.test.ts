import { expect, it } from 'vitest';

import { findNameFault, toEntity } from './check-names.ts';

const taken = {
  subgraphs: ['catalog'],
  types: new Set(['Product', 'BonusUpsertInput']),
  rootFields: new Set(['me', 'noteUpsert']),
};
const check = (name: string, entity = toEntity(name)) => findNameFault({ name, entity }, taken);

it.each(['loyalty', 'gift-cards', 'a1', 'x'.repeat(40)])('takes %j', (name) => {
  expect(check(name)).toBeUndefined();
});

it.each(['', 'Gift', 'gift_cards', '-a', 'a-', 'a--b', '1a', '../a', 'ä', 'x'.repeat(41)])(
  'refuses the form of %j',
  (name) => {
    expect(check(name, 'Loyalty')).toContain('is no name of a subgraph');
  },
);

it.each([
  ['samples', 'Loyalty', 'another meaning'],
  ['catalog', 'Loyalty', 'a subgraph "catalog" already'],
  ['goods', 'Product', 'a type "Product" already'],
  ['goods', 'Bonus', 'a type "BonusUpsertInput" already'],
  ['goods', 'Me', 'a field "me" already'],
  ['goods', 'Note', 'a field "noteUpsert" already'],
  ['goods', 'good', 'is no name of a type'],
  ['goods', 'SKU', 'is no name of a type'],
  ['goods', 'Import', 'cannot be the name of a type'],
  ['goods', 'Query', 'cannot be the name of a type'],
])('refuses %s with the type %s', (name, entity, message) => {
  expect(check(name, entity)).toContain(message);
});

it('makes a type of the words of a name', () => {
  expect(toEntity('gift-cards')).toBe('GiftCards');
});
