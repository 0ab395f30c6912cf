import type { GraphQLFieldResolver } from 'graphql';

import { accounts, opinions, wares } from './data.ts';

type Resolvers = Readonly<
  Record<string, Readonly<Record<string, GraphQLFieldResolver<never, unknown, never>>>>
>;

interface UserKey {
  readonly id: string;
}

interface ProductKey {
  readonly upc: string;
}

interface ShippedProduct extends ProductKey {
  readonly price: number;
  readonly weight: number;
}

const findUser = ({ id }: UserKey) => accounts.find((account) => account.id === id);
const findWare = ({ upc }: ProductKey) => wares.find((ware) => ware.upc === upc);

/** By subgraph, what its types do beside reading a property. */
export const RESOLVERS: Readonly<Record<string, Resolvers>> = {
  accounts: {
    Query: {
      me: () => accounts[0],
      user: (_source: never, key: UserKey) => findUser(key),
      users: () => accounts,
    },
    User: { __resolveReference: (key: UserKey) => findUser(key) },
  },
  products: {
    Query: {
      topProducts: (_source: never, { first }: { first: number }) => wares.slice(0, first),
    },
    Product: { __resolveReference: (key: ProductKey) => findWare(key) },
  },
  inventory: {
    Product: {
      inStock: (key: ProductKey) => findWare(key)?.inStock,
      shippingEstimate: ({ price, weight }: ShippedProduct) =>
        price > 1000 ? 0 : Math.round(weight / 2),
    },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: UserKey) => opinions.find((opinion) => opinion.id === id),
      author: ({ authorId }: { authorId: string }) => findUser({ id: authorId }),
      product: ({ upc }: ProductKey) => ({ upc }),
    },
    User: {
      reviews: ({ id }: UserKey) => opinions.filter((opinion) => opinion.authorId === id),
    },
    Product: {
      reviews: ({ upc }: ProductKey) => opinions.filter((opinion) => opinion.upc === upc),
    },
  },
};
