import { expect, it } from 'vitest';

import type { Case } from '#src/registry/collaborators.ts';

import { judgeChanges } from './judge-changes.ts';

const API = `
directive @mark(as: String) on FIELD | QUERY
type Query { product(id: ID, size: Size, tone: String = "soft"): Product search(by: Filter): [Thing!] node: Node list: [String!]! other: Int old: Old }
interface Node { id: ID! }
type Product implements Node { id: ID! name: String price: Int! sizes: [Size] }
type Book implements Node { id: ID! title: String }
type Old { x: Int }
union Thing = Product | Book
enum Size { SMALL LARGE }
input Filter { name: String size: Size limit: Int = 10 deep: Deep }
input Deep { a: Int }
`;
const UNRELATED = '{ other }';

function given(change: readonly [string, string], text: string, since?: string): Case {
  const after = API.replace(...change);
  expect(after).not.toBe(API);
  const usage = [
    { clientName: 'web', clientVersion: '2', calls: 7, lastSeenAt: '2026-03-30T00:00:00.000Z' },
  ];
  return {
    before: { supergraph: '', api: API },
    after: { supergraph: '', api: after },
    operations: [{ id: 'a', name: 'A', text, usage }],
    reports: { since },
    now: '2026-04-01T00:00:00.000Z',
    policy: { unusedAfterDays: 30, unknown: 'fail' },
  };
}

const SINCE = '2026-03-01T00:00:00.000Z';

type Row = readonly [code: string, from: string, to: string, text: string];

const BREAKING: readonly Row[] = [
  ['FIELD_REMOVED', 'name: String price', 'price', '{ product { name } }'],
  ['FIELD_REMOVED', ' old: Old }', ' }', '{ old { x } }'],
  ['FIELD_TYPE_CHANGED', 'price: Int!', 'price: Int', '{ product { price } }'],
  ['FIELD_TYPE_CHANGED', 'price: Int!', 'price: Float!', '{ product { price } }'],
  ['FIELD_TYPE_CHANGED', 'title: String', 'title: [String]', '{ node { ... on Book { title } } }'],
  ['FIELD_TYPE_CHANGED', 'list: [String!]!', 'list: [String]!', '{ list }'],
  ['FIELD_TYPE_CHANGED', 'list: [String!]!', 'list: [String!]', '{ list }'],
  ['ARGUMENT_REMOVED', 'id: ID, ', '', '{ product(id: 1) { id } }'],
  ['ARGUMENT_TYPE_CHANGED', 'id: ID,', 'id: Int,', 'query ($i: ID) { product(id: $i) { id } }'],
  ['ARGUMENT_TYPE_CHANGED', 'id: ID,', 'id: ID!,', '{ product { id } }'],
  ['ARGUMENT_TYPE_CHANGED', 'id: ID,', 'id: ID!,', 'query ($i: ID) { product(id: $i) { id } }'],
  ['ARGUMENT_TYPE_CHANGED', 'id: ID,', 'id: [ID],', 'query ($i: ID) { product(id: $i) { id } }'],
  ['REQUIRED_ARGUMENT_ADDED', 'id: ID,', 'id: ID, k: Int!,', '{ product { id } }'],
  [
    'REQUIRED_INPUT_FIELD_ADDED',
    'deep: Deep',
    'deep: Deep k: Int!',
    '{ search(by: {}) { __typename } }',
  ],
  [
    'REQUIRED_INPUT_FIELD_ADDED',
    'a: Int',
    'a: Int b: Int!',
    'query ($f: Filter) { search(by: $f) { __typename } }',
  ],
  [
    'INPUT_FIELD_REMOVED',
    '{ name: String size',
    '{ size',
    '{ search(by: { name: "" }) { __typename } }',
  ],
  [
    'INPUT_FIELD_REMOVED',
    '{ name: String size',
    '{ size',
    'query ($f: Filter) { search(by: $f) { __typename } }',
  ],
  ['INPUT_FIELD_REMOVED', 'limit: Int = 10 ', '', '{ search(by: { limit: 0 }) { __typename } }'],
  ['INPUT_FIELD_TYPE_CHANGED', 'a: Int', 'a: Int!', '{ search(by: { deep: {} }) { __typename } }'],
  [
    'INPUT_FIELD_TYPE_CHANGED',
    'a: Int',
    'a: String',
    '{ search(by: { deep: { a: 0 } }) { __typename } }',
  ],
  ['ENUM_VALUE_REMOVED', 'SMALL LARGE', 'LARGE', '{ product(size: SMALL) { id } }'],
  ['ENUM_VALUE_REMOVED', 'SMALL LARGE', 'LARGE', 'query ($s: Size) { product(size: $s) { id } }'],
  ['ENUM_VALUE_REMOVED', 'SMALL LARGE', 'SMALL', '{ search(by: { size: LARGE }) { __typename } }'],
  ['UNION_MEMBER_REMOVED', 'Product | Book', 'Product', '{ search { ... on Book { id } } }'],
  [
    'UNION_MEMBER_REMOVED',
    'Product | Book',
    'Product',
    '{ search { ...b } } fragment b on Book { id }',
  ],
  ['INTERFACE_REMOVED', 'Book implements Node', 'Book', '{ node { ... on Book { id } } }'],
  ['INTERFACE_REMOVED', 'Product implements Node', 'Product', '{ product { ... on Node { id } } }'],
  [
    'TYPE_KIND_CHANGED',
    'enum Size { SMALL LARGE }',
    'scalar Size',
    'query ($s: Size) { product(size: $s) { id } }',
  ],
  [
    'DIRECTIVE_REMOVED',
    'directive @mark(as: String) on FIELD | QUERY',
    '',
    '{ product @mark { id } }',
  ],
  ['DIRECTIVE_ARGUMENT_REMOVED', '@mark(as: String)', '@mark', '{ product @mark(as: "") { id } }'],
  [
    'REQUIRED_DIRECTIVE_ARGUMENT_ADDED',
    'as: String',
    'as: String, k: Int!',
    '{ product @mark { id } }',
  ],
  ['DIRECTIVE_LOCATION_REMOVED', 'FIELD | QUERY', 'QUERY', '{ product @mark { id } }'],
];

const DANGEROUS: readonly Row[] = [
  ['ENUM_VALUE_ADDED', 'SMALL LARGE', 'SMALL LARGE HUGE', '{ product { sizes } }'],
  ['UNION_MEMBER_ADDED', 'Product | Book', 'Product | Book | Old', '{ search { __typename } }'],
  ['INTERFACE_ADDED', 'type Old {', 'type Old implements Node { id: ID!', '{ node { id } }'],
  ['ARGUMENT_DEFAULT_CHANGED', '"soft"', '"loud"', '{ product { id } }'],
  ['ARGUMENT_DEFAULT_CHANGED', ' = "soft"', '', '{ product { id } }'],
  [
    'ARGUMENT_DEFAULT_CHANGED',
    '"soft"',
    '"loud"',
    'query ($t: String) { product(tone: $t) { id } }',
  ],
  [
    'INPUT_FIELD_DEFAULT_CHANGED',
    '= 10',
    '= 20',
    'query ($l: Int) { search(by: { limit: $l }) { __typename } }',
  ],
  ['INPUT_FIELD_DEFAULT_CHANGED', '= 10', '= 20', '{ search(by: {}) { __typename } }'],
  [
    'INPUT_FIELD_DEFAULT_CHANGED',
    '= 10',
    '= 20',
    'query ($f: Filter) { search(by: $f) { __typename } }',
  ],
];

const SAFE: readonly Row[] = [
  ['FIELD_ADDED', 'name: String price', 'name: String more: Int price', '{ product { name } }'],
  ['TYPE_ADDED', 'input Deep', 'type More { a: Int } input Deep', '{ product { name } }'],
  ['FIELD_TYPE_CHANGED', 'name: String price', 'name: String! price', '{ product { name } }'],
  ['ARGUMENT_ADDED', 'id: ID,', 'id: ID, k: Int,', '{ product { id } }'],
  ['ARGUMENT_ADDED', 'id: ID,', 'id: ID, k: Int! = 1,', '{ product { id } }'],
  ['INPUT_FIELD_ADDED', 'a: Int', 'a: Int b: Int', '{ search(by: {}) { __typename } }'],
  ['FIELD_DEPRECATED', 'title: String', 'title: String @deprecated', '{ node { id } }'],
  ['DIRECTIVE_ADDED', 'input Deep', 'directive @new on FIELD input Deep', '{ product { id } }'],
];

function severities(judged: Case): readonly string[][] {
  return judgeChanges(judged).map(({ severity, code }) => [severity, code]);
}

it.each(BREAKING)('%s is BREAKING for who needs it: %s to %s', (code, from, to, text) => {
  expect(severities(given([from, to], text, SINCE))).toContainEqual(['BREAKING', code]);
});

it.each(DANGEROUS)('%s is DANGEROUS for who needs it: %s to %s', (code, from, to, text) => {
  expect(severities(given([from, to], text, SINCE))).toContainEqual(['DANGEROUS', code]);
});

it.each([...BREAKING, ...DANGEROUS])('%s is SAFE unused: %s to %s', (code, from, to) => {
  expect(severities(given([from, to], UNRELATED, SINCE))).toContainEqual(['SAFE', code]);
});

it.each(BREAKING)('%s is UNKNOWN without reports: %s to %s', (code, from, to) => {
  expect(severities(given([from, to], UNRELATED))).toContainEqual(['UNKNOWN', code]);
});

it.each(SAFE)('%s is SAFE for everybody: %s to %s', (code, from, to, text) => {
  expect(severities(given([from, to], text))).toEqual([['SAFE', code]]);
});

it('names operation, client, version, calls and last seen', () => {
  const [change] = judgeChanges(
    given(['title: String', 'title: Int'], '{ node { ... on Book { title } } }'),
  );
  expect(change?.evidence).toEqual({
    summary: 'needed by 1 operation, 7 calls',
    operations: [
      {
        id: 'a',
        name: 'A',
        usage: [
          {
            clientName: 'web',
            clientVersion: '2',
            calls: 7,
            lastSeenAt: '2026-03-30T00:00:00.000Z',
          },
        ],
      },
    ],
  });
});

it('says for how long nobody used what changes', () => {
  const [change] = judgeChanges(given(['title: String', 'title: Int'], UNRELATED, SINCE));
  expect(change?.evidence.summary).toBe(`unused in 31 days of reports, since ${SINCE}`);
});

it('says that reports are too young to tell', () => {
  const since = '2026-03-31T00:00:00.000Z';
  const [change] = judgeChanges(given(['title: String', 'title: Int'], UNRELATED, since));
  expect(change).toMatchObject({
    severity: 'UNKNOWN',
    evidence: { summary: `unused in only 1 day of reports, since ${since}; 30 are needed to tell` },
  });
});

it('says how many operations are left out because they are not valid', () => {
  const [change] = judgeChanges(given(['title: String', 'title: Int'], '{ nowhere }', SINCE));
  expect(change?.evidence.summary).toContain('1 known operation left out');
});

it('does not count what was last seen before the reported window', () => {
  const judged = given(
    ['title: String', 'title: Int'],
    '{ node { ... on Book { title } } }',
    SINCE,
  );
  expect(judgeChanges({ ...judged, now: '2026-06-01T00:00:00.000Z' })[0]?.severity).toBe('SAFE');
});
