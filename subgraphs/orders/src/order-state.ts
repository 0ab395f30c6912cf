import type { Transaction } from '@supergraph/kit/database';

import { findFulfillmentsOfOrders } from '#src/data/fulfillments.ts';
import { findLinesOfOrders } from '#src/data/order-parts.ts';
import { findOrder, updateOrder } from '#src/data/orders.ts';
import { findRefundsOfOrders, findReturnsOfOrders } from '#src/data/returns.ts';
import type { Parcel, Return } from '#src/representations.ts';
import { deriveStatus } from '#src/rules/order-status.ts';
import type { LineRow, OrderRow, RefundRow } from '#src/tables.ts';

/** An order with all that rules look at. */
export interface OrderState {
  readonly order: OrderRow;
  readonly lines: readonly LineRow[];
  readonly fulfillments: readonly Parcel[];
  readonly returns: readonly Return[];
  readonly refunds: readonly RefundRow[];
}

/** To be read in the transaction of the change that it decides about. */
export async function findOrderState(
  tx: Transaction,
  orderId: string,
): Promise<OrderState | undefined> {
  const order = await findOrder(tx, orderId);
  return order === undefined
    ? undefined
    : {
        order,
        lines: await findLinesOfOrders(tx, [orderId]),
        fulfillments: await findFulfillmentsOfOrders(tx, [orderId]),
        returns: await findReturnsOfOrders(tx, [orderId]),
        refunds: await findRefundsOfOrders(tx, [orderId]),
      };
}

/** Throws for an order that is not there. */
export async function getOrderState(tx: Transaction, orderId: string): Promise<OrderState> {
  const state = await findOrderState(tx, orderId);
  if (state === undefined) {
    throw new Error(`There is no order "${orderId}".`);
  }
  return state;
}

/** Writes down how far the order is after a change of its parts. */
export async function settleStatus(tx: Transaction, orderId: string): Promise<void> {
  const state = await getOrderState(tx, orderId);
  await updateOrder(tx, orderId, { status: deriveStatus(state) });
}
