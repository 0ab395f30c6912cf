import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

import { limitsShape } from '#src/config/limits.ts';

import { createLimitRule } from './limit-operation.ts';

const schema = buildSchema('type Query { a: Query b: Int }');
const codesOf = (query: string, limits: Record<string, number>): unknown[] =>
  validate(schema, parse(query), [createLimitRule(limitsShape.parse(limits))]).map(
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
