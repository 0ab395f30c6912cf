import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { addToTimeline, tell } from '#src/join-timeline.ts';
import { openOrderTicket } from '#src/open-order-ticket.ts';

const ofOrder = z.object({ orderId: z.string() });
const refused = ofOrder.extend({ code: z.string() });
const shipment = ofOrder.extend({ shipmentId: z.string() });

/** Follows erp: what becomes of shipments, and that somebody looks at what cannot be stopped. */
export const createShipmentsConsumer = (deps: Deps) =>
  defineConsumer({
    name: 'support.shipments',
    producer: 'erp',
    topic: 'erp',
    compatibilityVersion: 1,
    isOptional: true,
    handlers: {
      'erp.shipment.booked': tell(
        'SHIPMENT_BOOKED',
        shipment.extend({ carrier: z.string(), trackingNumber: z.string() }),
        ({ carrier, trackingNumber, shipmentId }) => ({
          summary: `${carrier} will fetch a parcel, ${trackingNumber}.`,
          refId: shipmentId,
        }),
      ),
      'erp.shipment.cancelled': tell('SHIPMENT_CANCELLED', shipment, ({ orderId, shipmentId }) => ({
        summary: `A parcel of the order "${orderId}" does not go.`,
        refId: shipmentId,
      })),
      'erp.shipment.cancel_refused': on(
        refused.extend({ shipmentId: z.string() }),
        async (tx, event) => {
          const { data, correlationId } = event;
          const { orderId, shipmentId: refId, code } = data;
          const summary = `A parcel of the order "${orderId}" cannot be stopped: ${code}.`;
          await addToTimeline(tx, event, { kind: 'SHIPMENT_NOT_CANCELLED', summary, refId });
          const trouble = {
            orderId,
            origin: `shipment not cancelled: ${refId}`,
            category: 'DELIVERY',
            subject: 'A parcel that is not wanted any more cannot be stopped',
            summary: `The ERP says ${code}. Shipment "${refId}"`,
          } as const;
          await openOrderTicket(tx, trouble, { deps, correlationId });
        },
      ),
      'erp.shipment.refused': tell('SHIPMENT_REFUSED', refused, ({ orderId, code }) => ({
        summary: `No parcel of the order "${orderId}" can be booked: ${code}.`,
        refId: orderId,
      })),
    },
  });
