import { defineCommand } from '@supergraph/kit/commands';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { findLinesOfOrders } from '#src/data/order-parts.ts';
import { findOrder } from '#src/data/orders.ts';

/** Where an order goes, for whoever sends it: events carry no address. Its answer is not kept, since it is personal. */
export const createDeliveryDetailsCommand = ({ db }: Deps) =>
  defineCommand({
    callers: ['erp'],
    input: z.object({ orderId: z.string().min(1).max(100) }),
    async perform({ orderId }) {
      const order = await findOrder(db.reader, orderId);
      if (order === undefined) {
        return { status: 'REFUSED', code: 'NOT_FOUND', message: `There is no order "${orderId}".` };
      }
      const lines = await findLinesOfOrders(db.reader, [orderId]);
      return {
        status: 'FOUND',
        number: order.number,
        address: order.shippingAddress,
        lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
        carrier: order.shippingOption?.carrier ?? null,
        service: order.shippingOption?.service ?? null,
      };
    },
  });
