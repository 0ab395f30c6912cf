import { type FieldNode, Kind, type SelectionNode, parse, print, visit } from 'graphql';

import { ODD_NAMES } from './router-odd-graph.ts';
import type { Random } from './random.ts';

/** Valid operations, from which broken ones are made. */
export const VALID_DOCUMENTS = [
  '{ items { id name stock constructor toString } }',
  'query Q($id: ID!, $n: Int = 2) { item(id: $id) { name related(representations: $n) { id stock } } }',
  '{ things { __typename ... on Item { stock next { toString } } ... on Box { items { stock } length } } }',
  'query { constructor toString { constructor { toString { valueOf } } then data errors } }',
  'mutation M { add(name: "x", size: constructor) { id stock } second: add(name: "y") { toString } }',
  'fragment F on Item { name ...G } fragment G on Named { name } query A { items { ...F } } query B { item(id: 1) { ...F } }',
  '{ echo(text: "a\\u0041", list: ["x", "y"], size: LARGE, constructor: { and: [{ name: "n", toString: [1] }] }) }',
  'query ($on: Boolean! = true) { items @include(if: $on) { id @skip(if: $on) name: stock stock: name } }',
  '{ __schema { types { name fields { name args { name } } } } __type(name: "constructor") { name } __typename }',
  'query Deep { item(id: "1") { next { next { next { next { stock next { toString } } } } } } }',
  'query ($filter: Filter, $size: Size) { items(first: 3, filter: $filter) { id size } echo(size: $size) }',
] as const;

const WORDS = [
  ...ODD_NAMES,
  ...'{ } ( ) [ ] : ... $ @ ! | & = " """ # , ; \\ \u0000 \uFEFF é 💥 \u202E'.split(' '),
  ...'query mutation subscription fragment on true false null on type schema extend input'.split(
    ' ',
  ),
  ...'items item things stock next related echo add Item Box Named Thing Odd Query Size F G'.split(
    ' ',
  ),
  ...'$id $on $filter @skip @include @defer @stream @key @join__type __schema __type __typename'.split(
    ' ',
  ),
  ...'-1 0 1e999 99999999999999999999 0.1 -0 "" "x" "\\uD800" """ block """ SMALL LARGE _service'.split(
    ' ',
  ),
];

/** A document that is, most likely, wrong somewhere. */
export function breakDocument(random: Random): string {
  if (random.is(0.1)) {
    return random.pick(SHAPES)(random);
  }
  const tokens = random.pick(VALID_DOCUMENTS).match(/\.\.\.|"[^"]*"|[$@]?\w+|\S/gu) ?? [];
  for (let left = 1 + random.below(6); left > 0; left -= 1) {
    random.pick(MUTATIONS)(tokens, random);
  }
  return tokens.join(random.pick([' ', ' ', ' ', '\n', ',', '\t\r\n']));
}

/** A valid document with other aliases, conditions, fragments and repetitions; most are valid too. */
export function twistDocument(random: Random): string {
  let count = 0;
  const twist = (field: FieldNode): readonly SelectionNode[] => {
    count += 1;
    const odd = `${random.pick(ODD_NAMES)}${random.is(0.8) ? count : ''}`;
    const alias = random.is(0.5) ? field.alias : ({ kind: Kind.NAME, value: odd } as const);
    const one: FieldNode = { ...field, ...(alias && { alias }) };
    const { selections } = random.pick(WRAPPINGS);
    return selections.map((wrapping) =>
      wrapping.kind === Kind.INLINE_FRAGMENT
        ? { ...wrapping, selectionSet: { kind: Kind.SELECTION_SET, selections: [one] } }
        : one,
    );
  };
  const document = parse(random.pick(VALID_DOCUMENTS), { noLocation: true });
  // Flat lists, since a visitor takes a list for a node only where it stands in one.
  return print(
    visit(document, {
      SelectionSet: {
        leave: (set) => ({
          ...set,
          selections: set.selections.flatMap((one) => (one.kind === Kind.FIELD ? twist(one) : one)),
        }),
      },
    }),
  );
}

const WRAPPINGS = [
  'a',
  'a',
  'a',
  'a a',
  '... { a }',
  '... @include(if: true) { a }',
  '... @skip(if: true) { a }',
  '... { a } a',
  'a ... @skip(if: false) { a } ... { a }',
].map((text) => {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION
    ? definition.selectionSet
    : { selections: [] };
});

type Mutate = (tokens: string[], random: Random) => void;

const MUTATIONS: readonly Mutate[] = [
  (tokens, random) => void tokens.splice(random.below(tokens.length), 1 + random.below(3)),
  (tokens, random) => void tokens.splice(random.below(tokens.length), 0, random.pick(WORDS)),
  (tokens, random) => void tokens.splice(random.below(tokens.length), 1, random.pick(WORDS)),
  (tokens, random) =>
    void tokens.splice(random.below(tokens.length), 0, random.pick(ODD_NAMES), ':'),
  (tokens, random) => {
    const name = random.pick(tokens);
    const odd = random.pick(ODD_NAMES);
    tokens.forEach((token, at) => {
      tokens[at] = token === name ? odd : token;
    });
  },
  (tokens, random) => {
    const from = random.below(tokens.length);
    const part = tokens.slice(from, from + 1 + random.below(12));
    tokens.splice(random.below(tokens.length), 0, ...part, ...(random.is(0.2) ? part : []));
  },
  (tokens, random) => {
    const [a, b] = [random.below(tokens.length), random.below(tokens.length)];
    [tokens[a], tokens[b]] = [tokens[b] ?? '', tokens[a] ?? ''];
  },
];

const times = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');

/** Documents that are large or deep in one way. */
const SHAPES: readonly ((random: Random) => string)[] = [
  (random) => nest('next', 1 + random.below(2000)),
  (random) => `{ ${times(random.below(1500), (at) => `a${at}: constructor`)} }`,
  (random) => `{ ${times(random.below(60), (at) => `a${at}: items { stock toString }`)} }`,
  (random) => `{ items ${times(random.below(300), () => '@skip(if: false)')} { id } }`,
  (random) => `{ echo(constructor: ${'{ and: ['.repeat(random.below(800))}`,
  (random) => `{ echo(list: ${'['.repeat(random.below(1000))}`,
  (random) => fragments(random.below(400)),
  (random) => `{ ${'... { '.repeat(random.below(900))} constructor`,
  (random) =>
    `{ ${'... { '.repeat(30)} constructor ${'} '.repeat(30)} a: ${'x'.repeat(random.below(9000))} }`,
  (random) =>
    `query ${random.pick(ODD_NAMES)}(${times(300, (at) => `$v${at}: Int`)}) { constructor }`,
  (random) => `{ echo(text: "${'\\u{1F4A5}'.repeat(random.below(500))}") }`,
  (random) =>
    `query ($a: ${'['.repeat(random.below(1000))}Int${']'.repeat(random.below(1000))}) { constructor }`,
];

function nest(field: string, depth: number): string {
  return `{ item(id: 1) ${`{ ${field} `.repeat(depth)} { id } ${'} '.repeat(depth)} }`;
}

/** Each fragment spreads the next one twice. */
function fragments(count: number): string {
  const all = times(
    count,
    (at) => `fragment F${at} on Item { next { ...F${at + 1} } ...F${at + 1} }`,
  );
  return `${all} fragment F${count} on Item { id } { items { ...F0 } }`;
}
