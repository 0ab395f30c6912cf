import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/composition/compose.ts';

import { PRODUCTS, buildSubgraph } from './build-project.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

function faultsOf(sdl: string) {
  const composition = composeSupergraph([
    buildSubgraph('odd', sdl),
    buildSubgraph('products', PRODUCTS),
  ]);
  return composition.ok ? [] : composition.faults;
}

const nest = (open: string, within: string, close: string, times: number) =>
  `${open.repeat(times)}${within}${close.repeat(times)}`;

describe('an odd subgraph is a fault, and no exception', () => {
  it.each([
    { title: 'nothing at all', sdl: '', code: 'INVALID_GRAPHQL' },
    { title: 'a query', sdl: 'query { a }', code: 'INVALID_GRAPHQL' },
    { title: 'a control character', sdl: 'type A { a: Int }\u0000', code: 'INVALID_GRAPHQL' },
    {
      title: 'a reserved name',
      sdl: `${LINK}type __A { a: Int }\ntype Query { odd: __A }`,
      code: 'INVALID_GRAPHQL',
    },
    {
      title: 'a list of lists without end',
      sdl: `${LINK}type Query { odd: ${nest('[', 'Int', ']', 5000)} }`,
      code: 'NESTED_TOO_DEEP',
    },
    {
      title: 'more nesting than the parser stands',
      sdl: `${LINK}type Query { odd: ${nest('[', 'Int', ']', 500_000)} }`,
      code: 'NESTED_TOO_DEEP',
    },
    {
      title: 'a key without end',
      sdl: `${LINK}type T @key(fields: "${nest('a { ', 'id', ' }', 5000)}") { a: T id: ID }`,
      code: 'NESTED_TOO_DEEP',
    },
    {
      title: 'an extension of nothing',
      sdl: 'extend type Z @key(fields: "id") { id: ID! @external }',
      code: 'EXTENSION_WITH_NO_BASE',
    },
    {
      title: 'a key that is no string',
      sdl: `${LINK}type T @key(fields: id) { id: ID! }`,
      code: 'KEY_INVALID_FIELDS_TYPE',
    },
    {
      title: 'an input that needs itself',
      sdl: `${LINK}input A { a: A! }\ntype Query { odd(a: A): Int }`,
      code: 'INVALID_GRAPHQL',
    },
  ])('$title', ({ sdl, code }) => {
    const faults = faultsOf(sdl);

    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(faults[0]?.places[0]?.file).toBe('subgraphs/odd/schema.graphql');
  });

  it('says what the composer proposes once', () => {
    const [fault] = faultsOf(`${LINK}type T @key(field: "id") { id: ID! }`);

    expect(fault).toMatchObject({
      message: '[odd] Unknown argument "field" on directive "@key".',
      suggestions: ['fields'],
    });
  });

  it('finds the word in a field set that stands in a block string', () => {
    const [fault] = faultsOf(
      `${LINK}type T @key(fields: """\n  id nam\n""") { id: ID! name: String }`,
    );

    expect(fault).toMatchObject({ suggestions: ['name'], places: [{ line: 3, column: 6 }, {}] });
  });

  it('needs no other subgraph to say that nothing is there to be queried', () => {
    expect(composeSupergraph([])).toMatchObject({ ok: false, faults: [{ code: 'NO_QUERIES' }] });
  });
});
