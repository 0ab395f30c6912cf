import { describe, expect, it } from 'vitest';

import { openOrders } from './build.ts';
import { buy, cancel, move, placeOnly, readOrder, setAside } from './build-order.ts';

describe('a shipment at the ERP', () => {
  const shipment = (orderId: string, lines: object[], shipmentId = 'shp_1') => ({
    type: 'erp.shipment.booked',
    key: orderId,
    data: { orderId, shipmentId, carrier: 'UPS', trackingNumber: '1Z', lines },
  });
  const readParcels = async (service: Awaited<ReturnType<typeof openOrders>>, id: string) =>
    (
      await readOrder(
        service,
        id,
        'fulfillments { status carrier trackingNumber lines { quantity } }',
      )
    ).fulfillments;

  it('becomes a fulfilment that is to be packed, once', async () => {
    await using service = await openOrders();
    const { orderId, lines } = await placeOnly(service);
    const booked = shipment(orderId, [
      { orderLineId: lines['A'], quantity: 3 },
      { orderLineId: lines['B'], quantity: 1 },
    ]);
    await service.receive('erp', [booked, booked]);
    expect(await readParcels(service, orderId)).toEqual([
      {
        status: 'PENDING',
        carrier: 'UPS',
        trackingNumber: '1Z',
        lines: [{ quantity: 3 }, { quantity: 1 }],
      },
    ]);
  });

  it('takes only units that no fulfilment has, and none that are not there', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await setAside(service, bought, { A: 2, B: 1 });
    const lines = [
      { orderLineId: bought.lines['A'], quantity: 3 },
      { orderLineId: bought.lines['B'], quantity: 1 },
      { orderLineId: 'oli_none', quantity: 1 },
    ];
    await service.receive('erp', [shipment(bought.orderId, lines)]);
    expect(await readParcels(service, bought.orderId)).toMatchObject([
      { lines: [{ quantity: 2 }, { quantity: 1 }] },
      { lines: [{ quantity: 1 }] },
    ]);
    await service.receive('erp', [shipment(bought.orderId, lines, 'shp_2')]);
    expect(await readParcels(service, bought.orderId)).toHaveLength(2);
  });

  it('that is cancelled there is cancelled here, unless it has left', async () => {
    await using service = await openOrders();
    const { orderId, lines } = await buy(service);
    const ended = (shipmentId: string) => ({
      type: 'erp.shipment.cancelled',
      key: orderId,
      data: { orderId, shipmentId },
    });
    await service.receive('erp', [
      shipment(orderId, [{ orderLineId: lines['A'], quantity: 3 }]),
      shipment(orderId, [{ orderLineId: lines['B'], quantity: 1 }], 'shp_2'),
    ]);
    const { fulfillments } = await readOrder(service, orderId, 'fulfillments { id }');
    await move(service, fulfillments[1].id, 'SHIPPED');
    await service.receive('erp', [ended('shp_1'), ended('shp_2'), ended('shp_none')]);
    expect(await readParcels(service, orderId)).toMatchObject([
      { status: 'CANCELLED' },
      { status: 'SHIPPED' },
    ]);
  });

  it('is told of when staff do not want it sent', async () => {
    await using service = await openOrders();
    const { orderId, lines } = await buy(service);
    await service.receive('erp', [shipment(orderId, [{ orderLineId: lines['A'], quantity: 3 }])]);
    const { fulfillments } = await readOrder(service, orderId, 'fulfillments { id }');
    await move(service, fulfillments[0].id, 'CANCELLED');
    expect((await service.published()).at(-1)).toMatchObject({
      type: 'orders.fulfillment.cancelled',
      key: orderId,
      data: { orderId, fulfillmentId: fulfillments[0].id, shipmentId: 'shp_1' },
    });
  });

  it('that is booked for a cancelled order is not to be packed', async () => {
    await using service = await openOrders();
    const { orderId, lines } = await buy(service);
    await cancel(service, orderId);
    await service.receive('erp', [shipment(orderId, [{ orderLineId: lines['A'], quantity: 3 }])]);
    expect(await readParcels(service, orderId)).toEqual([]);
  });

  it('that ends after its order was cancelled changes nothing more', async () => {
    await using service = await openOrders();
    const { orderId, lines } = await buy(service);
    await service.receive('erp', [shipment(orderId, [{ orderLineId: lines['A'], quantity: 3 }])]);
    await cancel(service, orderId);
    const before = await readOrder(service, orderId, 'status timeline { kind }');
    await service.receive('erp', [
      { type: 'erp.shipment.cancelled', key: orderId, data: { orderId, shipmentId: 'shp_1' } },
    ]);
    expect(await readOrder(service, orderId, 'status timeline { kind }')).toEqual(before);
  });
});
