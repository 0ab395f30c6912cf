import { ClientError } from '@supergraph/kit/errors';

import type { Context } from '#src/context.ts';
import { findOrdersByNumber } from '#src/data/orders.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { openAsGuest } from '#src/guest-access.ts';
import { normalizeNumber } from '#src/rules/order-number.ts';
import { REASON_CODES } from '#src/rules/return-reasons.ts';
import type { OrderRow } from '#src/tables.ts';
import { TOO_MANY } from '#src/user-errors.ts';

import { pageOrders } from './connections.ts';

export const Query: QueryResolvers = {
  order: (_, { id }, { loaders }) => loaders.order.load(id),

  async orderByNumber(_, { number, email }, context) {
    const normalized = normalizeNumber(number);
    const own = await context.loaders.orderByNumber.load(normalized);
    return own ?? (email == null ? null : lookUp(context, { number: normalized, email }));
  },

  orders: (_, { filter, ...args }, context) => pageOrders(context, filter, args),

  returnReasons: () => [...REASON_CODES],
};

async function lookUp(
  context: Context,
  { number, email }: { readonly number: string; readonly email: string },
): Promise<OrderRow | null> {
  const [order] = await findOrdersByNumber(context.deps.db.reader, [number]);
  const access = await openAsGuest(context, { order, given: number, email });
  if (access.status === 'limited') {
    throw new ClientError('RATE_LIMITED', TOO_MANY, { retryAfterMs: access.retryAfterMs });
  }
  return access.status === 'open' ? access.order : null;
}
