import type { Resolvers } from '#src/generated/resolvers.ts';

import { Cart } from './cart.ts';
import { CartLine } from './cart-line.ts';
import { Checkout } from './checkout.ts';
import { Customer } from './customer.ts';
import { Mutation } from './mutation.ts';
import { Query } from './query.ts';

export const resolvers: Pick<
  Resolvers,
  'Query' | 'Mutation' | 'Customer' | 'Cart' | 'CartLine' | 'Checkout'
> = {
  Query,
  Mutation,
  Customer,
  Cart,
  CartLine,
  Checkout,
};
