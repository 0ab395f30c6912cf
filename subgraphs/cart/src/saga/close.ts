import type { Transaction } from '@supergraph/kit/database';
import type { Publish } from '@supergraph/kit/events';

import type { CheckoutRow, SagaRow } from '#src/checkout-tables.ts';
import { deleteCart, findCart, saveCart } from '#src/data/carts.ts';
import { putCheckout } from '#src/data/checkouts.ts';
import { putSaga } from '#src/data/sagas.ts';

import { NOTHING_ORDERED } from './start-saga.ts';
import type { SagaFacts } from './step.ts';

export interface CloseDeps {
  readonly publish: Publish;
  readonly now: number;
}

/** The last arrow, in one transaction: the cart is ordered, the checkout completed, and others hear of it. */
export async function closeSaga(
  tx: Transaction,
  { saga, checkout }: SagaFacts,
  { publish, now }: CloseDeps,
): Promise<void> {
  await putSaga(tx, ended(saga, 'DONE'));
  await putCheckout(tx, { ...checkout, state: 'COMPLETED', version: checkout.version + 1 });
  const cart = await findCart(tx, checkout.cartId);
  await publish(tx, {
    type: 'cart.checkout.completed',
    key: checkout.id,
    data: describe(checkout),
    cause: { correlationId: saga.correlationId },
  });
  if (cart?.isErased === true) {
    await deleteCart(tx, cart.id);
  } else if (cart !== undefined) {
    await saveCart(tx, { ...cart, state: 'ORDERED', version: cart.version + 1, updatedAt: now });
  }
}

/** Everything was taken back: the checkout is where its failure leads. */
export async function closeCompensated(
  tx: Transaction,
  { saga, checkout }: SagaFacts,
  { publish }: CloseDeps,
): Promise<void> {
  const { failure } = saga;
  if (failure === null) {
    throw new Error(`The saga "${saga.id}" was taken back without a failure.`);
  }
  await putSaga(tx, ended(saga, 'COMPENSATED'));
  await putCheckout(tx, {
    ...checkout,
    state: failure.returnsTo,
    failure,
    actionUrl: null,
    version: checkout.version + 1,
  });
  if (failure.returnsTo !== 'SHIPPING_SELECTED') {
    await publish(tx, {
      type: 'cart.checkout.failed',
      key: checkout.id,
      data: { ...describe(checkout), reason: failure.errors[0]?.code ?? failure.returnsTo },
      cause: { correlationId: saga.correlationId },
    });
  }
  const cart = await findCart(tx, checkout.cartId);
  if (cart?.isErased === true) {
    await deleteCart(tx, cart.id);
  }
}

/** Secrets of the try go with it. */
function ended(saga: SagaRow, state: 'DONE' | 'COMPENSATED'): SagaRow {
  return {
    ...saga,
    state,
    order: NOTHING_ORDERED,
    leaseOwner: null,
    leaseUntil: 0,
  };
}

function describe({ id, cartId, orderId, customerId, lines }: CheckoutRow) {
  return {
    checkoutId: id,
    cartId,
    orderId,
    customerId,
    lines: lines.map(({ variantId, productId, quantity }) => ({ variantId, productId, quantity })),
  };
}
