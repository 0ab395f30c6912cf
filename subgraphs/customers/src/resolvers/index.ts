import type { Resolvers } from '../generated/resolvers.ts';
import { CustomerConnection } from './customer-connection.ts';
import { Customer } from './customer.ts';
import { Mutation } from './mutation.ts';
import { Query } from './query.ts';
import { SavedAddress } from './saved-address.ts';
import { Session } from './session.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  Customer,
  CustomerConnection,
  SavedAddress,
  Session,
};
