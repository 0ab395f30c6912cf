import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import type { RequestContext } from '@supergraph/kit/request-context';

import { findFulfillments, findFulfillmentsOfOrders } from '#src/data/fulfillments.ts';
import { findLifetimeValues } from '#src/data/lifetime-value.ts';
import { findEventsOfOrders, findLines, findLinesOfOrders } from '#src/data/order-parts.ts';
import { findOrders, findOrdersByNumber } from '#src/data/orders.ts';
import { findReturns, findReturnsOfOrders } from '#src/data/returns.ts';
import { canSee } from '#src/rules/access.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up, for one request. Orders that the caller may not see are not found, nor are their parts. */
export function createLoaders(db: Queries, request: RequestContext) {
  return { ...createEntityLoaders(db, request), ...createPartLoaders(db) };
}

function createEntityLoaders(db: Queries, request: RequestContext) {
  const keepVisible = async <Part extends { readonly orderId: string }>(
    parts: readonly Part[],
  ): Promise<Part[]> => {
    const orders = await findOrders(db, [...new Set(parts.map(({ orderId }) => orderId))]);
    const visible = new Set(
      orders.filter((order) => canSee(order, request)).map((order) => order.id),
    );
    return parts.filter(({ orderId }) => visible.has(orderId));
  };
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
    line: createEntityLoader(
      async (ids: readonly string[]) => keepVisible(await findLines(db, ids)),
      (row) => row.id,
    ),
    fulfillment: createEntityLoader(
      async (ids: readonly string[]) => keepVisible(await findFulfillments(db, ids)),
      (row) => row.id,
    ),
    returnRequest: createEntityLoader(
      async (ids: readonly string[]) => keepVisible(await findReturns(db, ids)),
      (row) => row.id,
    ),
  };
}

/** For those who were let in before: by cart, whose checkout it came from, or by the order or the part of it that they see. */
function createPartLoaders(db: Queries) {
  return {
    anyOrder: createEntityLoader(
      (ids: readonly string[]) => findOrders(db, ids),
      (row) => row.id,
    ),
    linesOfOrder: createRelationLoader(
      (ids: readonly string[]) => findLinesOfOrders(db, ids),
      (row) => row.orderId,
    ),
    fulfillmentsOfOrder: createRelationLoader(
      (ids: readonly string[]) => findFulfillmentsOfOrders(db, ids),
      (row) => row.orderId,
    ),
    returnsOfOrder: createRelationLoader(
      (ids: readonly string[]) => findReturnsOfOrders(db, ids),
      (row) => row.orderId,
    ),
    lifetimeValue: createEntityLoader(
      (ids: readonly string[]) => findLifetimeValues(db, ids),
      (row) => row.customerId,
    ),
    eventsOfOrder: createRelationLoader(
      (ids: readonly string[]) => findEventsOfOrders(db, ids),
      (row) => row.orderId,
    ),
  };
}
