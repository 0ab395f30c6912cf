import { expect, it } from 'vitest';

import { listConditions } from './list-conditions.ts';

it('takes in what may be included, and what may be skipped', () => {
  const text = 'query ($a: Boolean!, $b: Boolean!) { one @include(if: $a) two @skip(if: $b) }';

  expect(listConditions(text)).toEqual([{ a: true, b: false }]);
});

it('asks twice where one variable includes one part and skips another', () => {
  const text = 'query ($a: Boolean!) { one @include(if: $a) two @skip(if: $a) }';

  expect(listConditions(text)).toEqual([{ a: true }, { a: false }]);
});

it('has one empty set for an operation without conditions', () => {
  expect(listConditions('query ($id: ID!) { one(id: $id) @include(if: true) }')).toEqual([{}]);
});

it('has one empty set for what cannot be parsed', () => {
  expect(listConditions('query {')).toEqual([{}]);
});
