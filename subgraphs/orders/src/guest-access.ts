import { takeAttempt } from '@supergraph/kit/attempts';
import { networkOf } from '@supergraph/kit/network-address';

import type { Context } from '#src/context.ts';
import { isSameEmail } from '#src/rules/same-email.ts';
import type { OrderRow } from '#src/tables.ts';

export type GuestAccess =
  | { readonly status: 'open'; readonly order: OrderRow }
  | { readonly status: 'closed' }
  | { readonly status: 'limited'; readonly retryAfterMs: number };

interface Try {
  /** What was found under the number or id that a guest gave. */
  readonly order: OrderRow | undefined;
  /** That number or id. */
  readonly given: string;
  readonly email: string;
}

/**
 * Opens a guest's order to who knows its e-mail. An order of a customer needs a sign-in. Whether there is no such order or
 * the e-mail is another one, the answer is the same and takes the same time; tries are counted by order and by network.
 */
export async function openAsGuest(
  { deps, keyedHash, request }: Context,
  { order, given, email }: Try,
): Promise<GuestAccess> {
  const { db, now, settings } = deps;
  const tried = [
    { name: `look-up order ${order?.number ?? given}`, limit: settings.LOOKUPS_PER_ORDER },
    {
      name: `look-up network ${networkOf(request.clientAddress)}`,
      limit: settings.LOOKUPS_PER_ADDRESS,
    },
  ];
  const attempt = await takeAttempt(tried, { db, now, keyedHash });
  if (attempt.status === 'limited') {
    return attempt;
  }
  const isRight = isSameEmail(email, order?.email);
  if (order === undefined || order.customerId !== null || !isRight) {
    return { status: 'closed' };
  }
  await attempt.refund();
  return { status: 'open', order };
}
