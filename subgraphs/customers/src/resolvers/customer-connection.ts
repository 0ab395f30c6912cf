import { countCustomers } from '../data/customers.ts';
import type { CustomerConnectionResolvers } from '../generated/resolvers.ts';

export const CustomerConnection: CustomerConnectionResolvers = {
  totalCount: ({ search }, _, { db }) => countCustomers(db.reader, search),
};
