import { defineConsumer, on } from '@supergraph/kit/consumer';
import { toMoney } from '@supergraph/kit/money';
import { z } from 'zod';

import { isErased } from '#src/data/personal-data.ts';
import { saveOrderRef, saveReturnRef } from '#src/data/references.ts';
import { giveTicketsOfOrder } from '#src/data/tickets.ts';
import { joinEntries } from '#src/data/timeline.ts';
import { addToTimeline, tell } from '#src/join-timeline.ts';

const ofOrder = z.object({ orderId: z.string(), customerId: z.string().nullish() });
const placed = z.object({
  orderId: z.string(),
  checkoutId: z.string(),
  customerId: z.string().nullable(),
  total: z.int(),
  currency: z.string(),
});
const parcel = ofOrder.extend({ fulfillmentId: z.string() });
const ofReturn = ofOrder.extend({ returnId: z.string() });
const requested = ofReturn.extend({ customerId: z.string().nullable() });

/** Follows orders: whose they are, and what happens to them. */
export const orders = defineConsumer({
  name: 'support.orders',
  producer: 'orders',
  topic: 'orders',
  compatibilityVersion: 1,
  isOptional: true,
  handlers: {
    'orders.order.placed': on(placed, async (tx, event) => {
      const { orderId, checkoutId, total, currency } = event.data;
      const customerId = await keepKnown(tx, event.data.customerId);
      await saveOrderRef(tx, { id: orderId, checkoutId, customerId });
      if (customerId === null) {
        return;
      }
      await joinEntries(tx, { orderId, checkoutId, customerId });
      await giveTicketsOfOrder(tx, { orderId, customerId });
      const { decimal } = toMoney(total, currency);
      const summary = `The order "${orderId}" of ${decimal} ${currency} was placed.`;
      await addToTimeline(tx, event, { kind: 'ORDER_PLACED', summary, refId: orderId });
    }),
    'orders.order.cancelled': tell('ORDER_CANCELLED', ofOrder, ({ orderId }) => ({
      summary: `The order "${orderId}" was cancelled.`,
      refId: orderId,
    })),
    'orders.fulfillment.shipped': tell('ORDER_SHIPPED', parcel, (data) => ({
      summary: `Units of the order "${data.orderId}" were sent.`,
      refId: data.fulfillmentId,
    })),
    'orders.fulfillment.delivered': tell('ORDER_DELIVERED', parcel, (data) => ({
      summary: `Units of the order "${data.orderId}" have arrived.`,
      refId: data.fulfillmentId,
    })),
    'orders.return.requested': on(requested, async (tx, event) => {
      const { orderId, returnId } = event.data;
      const customerId = await keepKnown(tx, event.data.customerId);
      await saveReturnRef(tx, { id: returnId, customerId });
      const summary = `Units of the order "${orderId}" are to come back.`;
      await addToTimeline(tx, event, { kind: 'RETURN_REQUESTED', summary, refId: returnId });
    }),
    'orders.return.decided': tell(
      'RETURN_DECIDED',
      ofReturn.extend({ decision: z.string() }),
      ({ orderId, returnId, decision }) => ({
        summary: `A return of the order "${orderId}" is ${decision}.`,
        refId: returnId,
      }),
    ),
    'orders.return.received': tell('RETURN_RECEIVED', ofReturn, ({ orderId, returnId }) => ({
      summary: `Units of the order "${orderId}" have come back.`,
      refId: returnId,
    })),
  },
});

/** Null of who was erased. */
async function keepKnown(
  tx: Parameters<typeof isErased>[0],
  customerId: string | null,
): Promise<string | null> {
  return customerId === null || (await isErased(tx, customerId)) ? null : customerId;
}
