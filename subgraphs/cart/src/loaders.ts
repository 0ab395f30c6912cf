import type { Clock } from '@supergraph/kit/clock';
import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';

import { findLines, findLinesOfCarts } from './data/cart-lines.ts';
import { findActiveCarts, findCarts, findRestingCarts } from './data/carts.ts';
import { findCheckouts, findLiveCheckouts } from './data/checkouts.ts';
import { findCustomers } from './data/customers.ts';
import { findSagasOfCheckouts, findSteps } from './data/sagas.ts';
import { findVariants } from './data/variants.ts';
import { type Viewer, canSee } from './rules/access.ts';
import { ABANDONED_AFTER_MS } from './rules/limits.ts';

export type Loaders = ReturnType<typeof createLoaders>;

interface LoaderOptions {
  readonly viewer: Viewer;
  readonly now: Clock;
}

/** One loader per lookup, for one request. Carts that the viewer may not see are not found. */
export function createLoaders(db: Queries, { viewer, now }: LoaderOptions) {
  return {
    cart: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findCarts(db, ids)).filter((cart) => canSee(cart, viewer)),
      ({ id }) => id,
    ),
    activeCart: createEntityLoader(
      async (customerIds: readonly string[]) =>
        (await findActiveCarts(db, customerIds)).filter((cart) => canSee(cart, viewer)),
      customerOf,
    ),
    restingCarts: createRelationLoader(
      async (customerIds: readonly string[]) =>
        (await findRestingCarts(db, customerIds, now() - ABANDONED_AFTER_MS)).filter((cart) =>
          canSee(cart, viewer),
        ),
      customerOf,
    ),
    ...createCheckoutLoaders(db, viewer),
    line: createEntityLoader(
      (ids: readonly string[]) => findLines(db, ids),
      ({ id }) => id,
    ),
    linesOfCart: createRelationLoader(
      (cartIds: readonly string[]) => findLinesOfCarts(db, cartIds),
      ({ cartId }) => cartId,
    ),
    variant: createEntityLoader(
      (ids: readonly string[]) => findVariants(db, ids),
      ({ variantId }) => variantId,
    ),
    customer: createEntityLoader(
      (ids: readonly string[]) => findCustomers(db, ids),
      ({ customerId }) => customerId,
    ),
  };
}

function createCheckoutLoaders(db: Queries, viewer: Viewer) {
  return {
    checkout: createCheckoutLoader(db, viewer),
    /** Of a cart that was reached: so the viewer may see it. */
    liveCheckoutOfCart: createEntityLoader(
      (cartIds: readonly string[]) => findLiveCheckouts(db, cartIds),
      ({ cartId }) => cartId,
    ),
    sagasOfCheckout: createRelationLoader(
      (checkoutIds: readonly string[]) => findSagasOfCheckouts(db, checkoutIds),
      ({ checkoutId }) => checkoutId,
    ),
    stepsOfSaga: createRelationLoader(
      (sagaIds: readonly string[]) => findSteps(db, sagaIds),
      ({ sagaId }) => sagaId,
    ),
  };
}

/** Who may see a cart may see its checkouts. */
function createCheckoutLoader(db: Queries, viewer: Viewer) {
  return createEntityLoader(
    async (ids: readonly string[]) => {
      const checkouts = await findCheckouts(db, ids);
      const carts = await findCarts(
        db,
        checkouts.map(({ cartId }) => cartId),
      );
      const visible = new Set(carts.filter((cart) => canSee(cart, viewer)).map(({ id }) => id));
      return checkouts.filter(({ cartId }) => visible.has(cartId));
    },
    ({ id }) => id,
  );
}

/** What was read before a change is not true any more after it. */
export function forgetAll(loaders: Loaders): void {
  for (const loader of Object.values(loaders)) {
    loader.clearAll();
  }
}

function customerOf({ customerId }: { readonly customerId: string | null }): string {
  return customerId ?? '';
}
