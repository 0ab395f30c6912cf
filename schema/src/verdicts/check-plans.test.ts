import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/composition/compose.ts';

import { checkPlans } from './check-plans.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@interfaceObject"])\n';
const ITEMS = `type Query { item: Item offer: Priced }
  type Item @key(fields: "id") { id: ID! name: String }
  interface Priced @key(fields: "id") { id: ID! price: Int newness: String discount: String }
  type Offer implements Priced @key(fields: "id") {
    id: ID! price: Int newness: String @external discount: String @requires(fields: "newness")
  }`;
const STOCK = 'type Item @key(fields: "id") { id: ID! stock: Int }';
const RATES = `type Item @key(fields: "id") { id: ID! rate: Int }
  type Priced @key(fields: "id") @interfaceObject {
    id: ID! price: Int @external
    newness: String @requires(fields: "price") verdict: String @requires(fields: "price")
  }`;

const WITH_NAME_ELSEWHERE = {
  items: ITEMS.replace('name: String', ''),
  stock: STOCK.replace('stock', 'name: String stock'),
};
const WITH_RATE_OF_STOCK = {
  rates: RATES.replace('rate: Int', 'stock: Int @external rate: Int @requires(fields: "stock")'),
};
const WITH_CIRCLE = {
  rates: RATES.replace(
    'verdict: String @requires(fields: "price")',
    'discount: String @external verdict: String @requires(fields: "discount")',
  ),
};
const WITHOUT_RATE = { rates: RATES.replace('rate: Int', 'note: Int') };

function compose(changed: Readonly<Record<string, string>> = {}): string {
  const sdls = { items: ITEMS, stock: STOCK, rates: RATES, ...changed };
  const composition = composeSupergraph(
    Object.entries(sdls).map(([name, sdl]) => ({
      name,
      sdl: LINK + sdl,
      url: `http://127.0.0.1/${name}`,
      file: `${name}.graphql`,
    })),
  );
  if (!composition.ok) throw new Error(composition.faults.map(({ message }) => message).join('\n'));
  return composition.supergraph;
}

const BEFORE = compose();

function check(text: string, after: string, before = BEFORE) {
  const operation = { id: 'a1', name: 'Known', text, usage: [] };
  return checkPlans({ before, after, operations: [operation] });
}

const operation = { id: 'a1', name: 'Known' };

describe('checkPlans', () => {
  it('says how many fetches more an operation needs, and of whom', async () => {
    expect(await check('{ item { name } }', compose(WITH_NAME_ELSEWHERE))).toEqual([
      {
        status: 'MORE_FETCHES',
        operation,
        message: '2 fetches instead of 1, depth 2 instead of 1; asks stock in addition.',
        isInvalid: false,
      },
    ]);
  });

  it('says that fetches wait for one another that did not', async () => {
    expect(await check('{ item { stock rate } }', compose(WITH_RATE_OF_STOCK))).toEqual([
      { status: 'DEEPER', operation, message: 'Has depth 3 instead of 2.', isInvalid: false },
    ]);
  });

  it('says what makes an operation invalid', async () => {
    expect(await check('{ item { rate } }', compose(WITHOUT_RATE))).toEqual([
      {
        status: 'UNPLANNABLE',
        operation,
        message: expect.stringContaining('Cannot query field "rate" on type "Item"'),
        isInvalid: true,
      },
    ]);
  });

  it('finds what is valid and cannot be planned', async () => {
    expect(await check('{ offer { verdict } }', compose(WITH_CIRCLE))).toEqual([
      {
        status: 'UNPLANNABLE',
        operation,
        message: expect.stringContaining('go in circles between subgraphs'),
        isInvalid: false,
      },
    ]);
  });

  it('plans what is behind a condition', async () => {
    const text = 'query ($all: Boolean!) { item { id name @include(if: $all) } }';

    expect(await check(text, compose(WITH_NAME_ELSEWHERE))).toMatchObject([
      { status: 'MORE_FETCHES' },
    ]);
  });

  it('plans both sides of a condition', async () => {
    const text = 'query ($a: Boolean!) { item { id @include(if: $a) name @skip(if: $a) } }';

    expect(await check(text, compose(WITH_NAME_ELSEWHERE))).toMatchObject([
      { status: 'MORE_FETCHES' },
    ]);
  });

  it.each([
    { title: 'costs the same', text: '{ item { id } }', after: compose(WITH_NAME_ELSEWHERE) },
    { title: 'was not valid before either', text: '{ gone }', after: compose(WITHOUT_RATE) },
    { title: 'cannot be parsed', text: '{ item {', after: compose(WITHOUT_RATE) },
  ])('has nothing to say of an operation that $title', async ({ text, after }) => {
    expect(await check(text, after)).toEqual([]);
  });

  it('says how many fetches fewer an operation needs', async () => {
    expect(await check('{ item { name } }', BEFORE, compose(WITH_NAME_ELSEWHERE))).toMatchObject([
      { status: 'FEWER_FETCHES', message: '1 fetch instead of 2.' },
    ]);
  });

  it('says what gets dearer on one side of a condition rather than what gets cheaper on the other', async () => {
    const text = 'query ($a: Boolean!) { item { name @include(if: $a) stock @skip(if: $a) } }';
    const both = { ...WITH_NAME_ELSEWHERE, items: ITEMS.replace('name: String', 'stock: Int') };
    const after = compose({ ...both, stock: STOCK.replace('stock: Int', 'name: String') });

    expect(await check(text, after)).toMatchObject([{ status: 'MORE_FETCHES' }]);
    expect(await check(text, BEFORE, after)).toMatchObject([{ status: 'MORE_FETCHES' }]);
  });

  it('has nothing to say of an operation that could not be planned before', async () => {
    const before = compose(WITH_CIRCLE);

    expect(await check('{ offer { verdict } }', before, before)).toEqual([]);
  });

  it('says of every operation that a supergraph nobody can read cannot answer it', async () => {
    expect(await check('{ item { name } }', 'type Query { item: Int }')).toMatchObject([
      { status: 'UNPLANNABLE' },
    ]);
  });
});
