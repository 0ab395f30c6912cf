import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import type { RequestContext } from '@supergraph/kit/request-context';

import { findEventsOfOrders, findLinesOfOrders } from '#src/data/order-parts.ts';
import { findOrders, findOrdersByNumber } from '#src/data/orders.ts';
import { canSee } from '#src/rules/access.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up, for one request. Orders that the caller may not see are not found. */
export function createLoaders(db: Queries, request: RequestContext) {
  return {
    order: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findOrders(db, ids)).filter((order) => canSee(order, request)),
      (row) => row.id,
    ),
    orderByNumber: createEntityLoader(
      async (numbers: readonly string[]) =>
        (await findOrdersByNumber(db, numbers)).filter((order) => canSee(order, request)),
      (row) => row.number,
    ),
    /** For those whom cart let in: whose checkout it came from. */
    orderOfCheckout: createEntityLoader(
      (ids: readonly string[]) => findOrders(db, ids),
      (row) => row.id,
    ),
    linesOfOrder: createRelationLoader(
      (ids: readonly string[]) => findLinesOfOrders(db, ids),
      (row) => row.orderId,
    ),
    eventsOfOrder: createRelationLoader(
      (ids: readonly string[]) => findEventsOfOrders(db, ids),
      (row) => row.orderId,
    ),
  };
}
