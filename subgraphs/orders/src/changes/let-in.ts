import { forbiddenError, notFoundError } from '@supergraph/kit/user-errors';

import type { Context } from '#src/context.ts';
import { findOrder } from '#src/data/orders.ts';
import { openAsGuest } from '#src/guest-access.ts';
import { canChange, canSee } from '#src/rules/access.ts';
import { rateLimitedError } from '#src/user-errors.ts';

export type Refusal =
  | ReturnType<typeof forbiddenError>
  | ReturnType<typeof notFoundError>
  | ReturnType<typeof rateLimitedError>;

interface Asked {
  readonly orderId: string;
  readonly email?: string | null | undefined;
}

/** Why who asks may not change the order; undefined for its customer, for staff, and for a guest who knows its e-mail. */
export async function refuseStranger(
  context: Context,
  { orderId, email }: Asked,
): Promise<Refusal | undefined> {
  const { deps, request } = context;
  const order = await findOrder(deps.db.reader, orderId);
  if (order !== undefined && canChange(order, request)) {
    return undefined;
  }
  if (order !== undefined && canSee(order, request)) {
    const message = 'Only its customer, and staff with the scope orders:write, change an order.';
    return forbiddenError(message, ['orderId']);
  }
  const access =
    email == null
      ? ({ status: 'closed' } as const)
      : await openAsGuest(context, { order, given: orderId, email });
  if (access.status === 'limited') {
    return rateLimitedError(access.retryAfterMs);
  }
  return access.status === 'open'
    ? undefined
    : notFoundError(`There is no order "${orderId}" that you may change.`, ['orderId']);
}
