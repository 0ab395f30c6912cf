import { GraphQLError } from 'graphql';

import { type TestSubgraph, startSubgraph } from './subgraphs.ts';

/** Three subgraphs that share an entity: what most tests need. */
export interface Shop extends AsyncDisposable {
  readonly books: TestSubgraph;
  readonly prices: TestSubgraph;
  readonly readers: TestSubgraph;
  readonly all: readonly TestSubgraph[];
}

const BOOKS = `
  type Query { books: [Book!] book(id: ID!): Book count(input: CountInput!): Int secret: String @authenticated }
  type Mutation { bookRename(id: ID!, title: String!): Book }
  type Book @key(fields: "id") { id: ID! title: String }
  input CountInput { from: Int!, step: Int = 1 }
`;
const PRICES = `
  type Book @key(fields: "id") { id: ID! price: Int discount: Int @requiresScopes(scopes: [["pricing:read"]]) }
`;
const READERS = `
  scalar Isbn
  type Query { me: Reader byIsbn(isbn: Isbn!): String broken: String coded: String must: Required }
  type Required { value: String! }
  type Reader { name: String }
`;

const TITLES: Readonly<Record<string, string>> = { b1: 'Emma', b2: 'Ivanhoe' };

const booksResolvers = {
  Query: {
    books: () => Object.entries(TITLES).map(([id, title]) => ({ id, title })),
    book: (_: unknown, { id }: { id: string }) =>
      TITLES[id] === undefined ? null : { id, title: TITLES[id] },
    count: (_: unknown, { input }: { input: { from: number; step: number } }) =>
      input.from + input.step,
    secret: () => 'told',
  },
  Mutation: { bookRename: (_: unknown, book: { id: string; title: string }) => book },
};
const pricesResolvers = {
  Book: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    price: ({ id }: { id: string }) => id.charCodeAt(1) * 10,
    discount: () => 5,
  },
};
const readersResolvers = {
  Query: {
    me: () => ({ name: 'Ada' }),
    byIsbn: () => 'found',
    broken: () => {
      throw new Error('connect ECONNREFUSED postgres://db.internal:5432');
    },
    coded: () => {
      throw new GraphQLError('There is no such reader.', {
        extensions: { code: 'NOT_FOUND', stacktrace: ['at /srv/readers.ts'] },
      });
    },
    must: () => ({ value: null }),
  },
};

export async function startShop(): Promise<Shop> {
  const [books, prices, readers] = await Promise.all([
    startSubgraph('books', { sdl: BOOKS, resolvers: booksResolvers }),
    startSubgraph('prices', { sdl: PRICES, resolvers: pricesResolvers }),
    startSubgraph('readers', { sdl: READERS, resolvers: readersResolvers }),
  ]);
  const all = [books, prices, readers];
  return {
    books,
    prices,
    readers,
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((subgraph) => subgraph[Symbol.asyncDispose]()));
    },
  };
}
