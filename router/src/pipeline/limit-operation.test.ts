import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

import { limitsShape } from '#src/config/limits.ts';

import { createLimitRule } from './limit-operation.ts';

const schema = buildSchema('type Query { a: Query b: Int }');
const shop = buildSchema(`
  type Query { items(first: Int = 20): Items! }
  type Items { nodes: [Item!]! pageInfo: String }
  type Item { name: String tags: [String!]! names: [String!]! parts: [Item!]! items(first: Int = 20): Items! }
`);
const codesOf = (query: string, limits: Record<string, number>, on = schema): unknown[] =>
  validate(on, parse(query), [createLimitRule(limitsShape.parse(limits))]).map(
    ({ extensions }) => extensions['code'],
  );

describe('createLimitRule', () => {
  it.each([
    ['{ a { b } }', { depth: 2 }, []],
    ['{ a { a { b } } }', { depth: 2 }, ['OPERATION_TOO_DEEP']],
    ['{ a { ... on Query { b } } }', { depth: 2 }, []],
    ['{ ...F } fragment F on Query { a { a { b } } }', { depth: 2 }, ['OPERATION_TOO_DEEP']],
    ['{ x: b y: b }', { aliases: 2 }, []],
    ['{ x: b y: b z: b }', { aliases: 2 }, ['TOO_MANY_ALIASES']],
    [
      '{ a { ...F } c: a { ...F } } fragment F on Query { x: b y: b }',
      { aliases: 4 },
      ['TOO_MANY_ALIASES'],
    ],
    ['{ a { b } b }', { rootFields: 1 }, ['TOO_MANY_ROOT_FIELDS']],
    ['{ ...F } fragment F on Query { a { b } b }', { rootFields: 1 }, ['TOO_MANY_ROOT_FIELDS']],
    ['query @x { b @include(if: true) }', { directives: 1 }, ['TOO_MANY_DIRECTIVES']],
    ['query A { b } query B { a { a { b } } }', { depth: 2 }, ['OPERATION_TOO_DEEP']],
  ])('measures %s with %o', (query, limits, codes) => {
    expect(codesOf(query, limits)).toEqual(codes);
  });

  it.each([
    ['{ items(first: 10) { nodes { name } } }', 10],
    ['{ items { nodes { name } } }', 20],
    ['query ($n: Int) { items(first: $n) { nodes { name } } }', 100],
    ['{ items(first: 10) { nodes { items(first: 10) { nodes { name } } } } }', 110],
    ['{ items(first: 10) { nodes { tags names } } }', 10],
    ['{ items(first: 10) { nodes { parts { name } } } }', 70],
    [
      '{ items(first: 10) { ...P } } fragment P on Items { nodes { ... on Item { parts { name } } } }',
      70,
    ],
    ['{ x: items(first: 10) { nodes { name } } y: items(first: 5) { nodes { name } } }', 15],
  ])('takes %s for %i objects', (query, entities) => {
    expect(codesOf(query, { entities }, shop)).toEqual([]);
    expect(codesOf(query, { entities: entities - 1 }, shop)).toEqual(['TOO_MANY_ENTITIES']);
  });

  it('refuses pages in pages in pages', () => {
    const page = (inner: string): string => `items(first: 100) { nodes { ${inner} } }`;

    expect(codesOf(`{ ${page(page(page('name')))} }`, {}, shop)).toEqual(['TOO_MANY_ENTITIES']);
  });

  it('measures fragments that spread each other once each', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Query { a { ...F${n + 1} } x: a { ...F${n + 1} } }`,
    );
    const query = `{ ...F0 } ${fragments.join(' ')} fragment F60 on Query { b }`;
    const started = performance.now();

    expect(codesOf(query, { depth: 100, aliases: 1000 })).toEqual([
      'TOO_MANY_FIELDS',
      'TOO_MANY_ALIASES',
    ]);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('survives a fragment that spreads itself', () => {
    expect(codesOf('{ ...F } fragment F on Query { a { ...F } }', { depth: 5 })).toEqual([]);
  });
});
