import { type Subgraph, startSubgraph } from './router-subgraph.ts';

/** Names that every JavaScript object answers to. */
export const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__defineGetter__',
  '__lookupSetter__',
  'prototype',
  'then',
  'toJSON',
  'length',
  'representations',
  '_entities',
  '__typename_',
  'data',
] as const;

const ITEMS = `
  type Query {
    items(first: Int = 2, filter: Filter): [Item!]!
    item(id: ID!): Item
    things: [Thing!]
    constructor: String
    toString: Odd
    echo(text: String, list: [String!], size: Size, constructor: Filter): String
  }
  type Mutation { add(name: String!, size: Size = SMALL): Item }
  type Item implements Named @key(fields: "id") {
    id: ID!
    name: String
    size: Size
    next: Item
    constructor: String
    hasOwnProperty: Boolean
  }
  type Box implements Named { name: String items: [Item!] length: Int }
  type Odd { constructor: Odd toString: Odd valueOf: Int then: String data: String errors: String }
  interface Named { name: String }
  union Thing = Item | Box
  enum Size { SMALL LARGE constructor toString }
  input Filter { name: String size: Size constructor: String toString: [Int!] and: [Filter!] }
`;
const STOCK = `
  type Item @key(fields: "id") {
    id: ID!
    stock: Int
    toString: String
    related(representations: Int = 1, constructor: Boolean): [Item!]!
  }
`;

interface Item {
  readonly __typename: 'Item';
  readonly id: string;
}

const item = (id: string): Item => ({ __typename: 'Item', id });
const echo = (_: unknown, given: object) => JSON.stringify(given);
const odd: object = { valueOf: () => 7, constructor: null, toString: null };

/** Two subgraphs whose fields, arguments and enum values have names of the language. */
export async function startOddGraph(): Promise<readonly [Subgraph, Subgraph]> {
  return [
    await startSubgraph('items', {
      sdl: ITEMS,
      keepsCalls: false,
      resolvers: {
        Query: {
          items: () => [item('1'), item('2')],
          item: (_: unknown, { id }: { id: string }) => (id === 'none' ? null : item(id)),
          things: () => [item('1'), { __typename: 'Box', name: 'box', length: 3 }],
          constructor: () => 'built',
          toString: () => odd,
          echo,
        },
        Mutation: { add: () => item('9') },
        Item: {
          name: ({ id }: Item) => `item ${id}`,
          size: () => 'constructor',
          next: ({ id }: Item) => item(id),
          constructor: ({ id }: Item) => `built ${id}`,
          hasOwnProperty: () => true,
        },
        Box: { items: () => [item('3')] },
        Odd: { constructor: () => odd, toString: () => odd },
      },
    }),
    await startSubgraph('stock', {
      sdl: STOCK,
      keepsCalls: false,
      resolvers: {
        Item: {
          __resolveReference: ({ id }: Item) => item(id),
          stock: () => 4,
          toString: ({ id }: Item) => `text ${id}`,
          related: ({ id }: Item) => [item(`${id}0`)],
        },
      },
    }),
  ];
}
