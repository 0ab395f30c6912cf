import { ClientError } from '@supergraph/kit/errors';
import { createConnection, readPage } from '@supergraph/kit/paging';

import { type CustomerPage, type CustomerSearch, listCustomers } from '../data/customers.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { MAX_QUERY_LENGTH, prefixPattern } from '../rules/search-terms.ts';

export const Query: QueryResolvers = {
  me: async (_, __, { loaders, request }) => {
    const customer =
      request.claims === null ? null : await loaders.customer.load(request.claims.sub);
    return customer?.status === 'ACTIVE' ? customer : null;
  },
  customer: (_, { id }, { loaders }) => loaders.customer.load(id),
  customers: async (_, { query, first, after }, { db }) => {
    const search = readSearch(query);
    const page = readPage({ first, after }, { sort: 'created', filter: search });
    const rows = await listCustomers(db.reader, search, page);
    const connection = createConnection(rows, page, ({ createdAt, id }) => [createdAt, id]);
    return { ...connection, search } satisfies CustomerPage;
  },
};

function readSearch(query: string | null | undefined): CustomerSearch | null {
  const text = query?.trim() ?? '';
  if (text.length > MAX_QUERY_LENGTH) {
    throw new ClientError(
      'VALIDATION',
      `"query" must have at most ${MAX_QUERY_LENGTH} characters.`,
    );
  }
  return text === '' ? null : { id: text, pattern: prefixPattern(text) };
}
