import { defineConsumer, on } from '@supergraph/kit/consumer';
import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import { bringBack } from '#src/bring-back.ts';
import { lines, orderId } from '#src/commands/hold-input.ts';
import type { InventoryDeps } from '#src/context.ts';

const cancelled = z.object({ orderId, lines });
const received = cancelled.extend({ returnId: z.string() });

/** Follows orders: units of one that was cancelled, and those that came back, can be sold to others. */
export const createOrdersConsumer = (deps: InventoryDeps) => {
  const restock = async (
    tx: Transaction,
    wanted: Parameters<typeof bringBack>[1],
    cause: { readonly correlationId: string; readonly causationId: string },
  ): Promise<void> => {
    const answer = await bringBack(tx, wanted, { deps, cause, actor: 'orders' });
    if (answer.status === 'REFUSED') {
      // A dead event is for people: they can make room, and have it read again.
      throw new Error(`Units of the order "${wanted.orderId}" do not come back: ${answer.message}`);
    }
  };
  return defineConsumer({
    name: 'inventory.orders',
    producer: 'orders',
    topic: 'orders',
    compatibilityVersion: 1,
    // Stock is kept where nobody orders yet, too.
    isOptional: true,
    handlers: {
      'orders.order.cancelled': on(cancelled, (tx, { data, correlationId, id }) =>
        restock(tx, { ...data, reference: data.orderId }, { correlationId, causationId: id }),
      ),
      'orders.return.received': on(received, (tx, { data, correlationId, id }) =>
        restock(tx, { ...data, reference: data.returnId }, { correlationId, causationId: id }),
      ),
    },
  });
};
