import type { NewId } from '@supergraph/kit/ids';
import type { Transaction } from '@supergraph/kit/database';

import { illegalStateError } from '#src/checkout/errors.ts';
import type { Failure } from '#src/checkout/failure.ts';
import { EDITABLE } from '#src/checkout/states.ts';
import { findCheckout } from '#src/data/checkouts.ts';
import { findLatestSaga } from '#src/data/sagas.ts';

import { turnBack } from './settle.ts';
import { giveUp } from './start-saga.ts';

interface ExpiryDeps {
  readonly now: number;
  readonly newId: NewId;
}

/** Gives up a checkout whose time is over; one that waits for its shopper turns back. */
export async function expireCheckout(
  tx: Transaction,
  checkoutId: string,
  { now, newId }: ExpiryDeps,
): Promise<void> {
  const checkout = await findCheckout(tx, checkoutId);
  if (checkout === undefined || checkout.expiresAt > now) {
    return;
  }
  const failure: Failure = {
    errors: [illegalStateError('EXPIRED', 'The checkout was not completed in time.')],
    returnsTo: 'EXPIRED',
    keepsHold: false,
  };
  const saga = await findLatestSaga(tx, checkoutId);
  if (checkout.state === 'REQUIRES_ACTION' && saga?.state === 'WAITING') {
    await turnBack(tx, { saga, checkout }, { failure, now });
  } else if (EDITABLE.includes(checkout.state)) {
    const correlationId = saga?.correlationId ?? newId('cor');
    await giveUp(tx, checkout, { failure, now, newId, correlationId });
  }
}
