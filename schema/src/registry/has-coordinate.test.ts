import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';

import { hasCoordinate } from './has-coordinate.ts';

const schema = buildSchema(`
  directive @odd(why: String) on FIELD
  type Query { products(first: Int): [Product] }
  interface Node { id: ID }
  type Product implements Node { id: ID size: Size }
  enum Size { SMALL }
  input Filter { name: String }
  union Thing = Product
`);

it.each([
  ['Product', true],
  ['Product.size', true],
  ['Node.id', true],
  ['Query.products(first:)', true],
  ['Query.products(first)', true],
  ['Size.SMALL', true],
  ['Filter.name', true],
  ['Thing', true],
  ['@odd', true],
  ['@odd(why:)', true],
  ['Order', false],
  ['Product.price', false],
  ['Product.constructor', false],
  ['Query.products(last:)', false],
  ['Size.LARGE', false],
  ['Filter.size', false],
  ['Thing.id', false],
  ['@even', false],
  ['@odd(when:)', false],
])('%s: %s', (coordinate, expected) => {
  expect(hasCoordinate(schema, coordinate)).toBe(expected);
});
