import { describe, expect, it } from 'vitest';

import {
  type SupportService,
  asAgent,
  asCustomer,
  openSupport,
  payment,
  placed,
  read,
} from './build.ts';

describe('a capture that failed', () => {
  const FAILED = payment('capture_failed');

  const find = async (service: SupportService) => {
    const text = `{ tickets { nodes { id subject status priority category about { ... on Order { id } } customer { id }
      messages { nodes { body author { __typename ... on SystemAuthor { label } } } } } } }`;
    return (await service.execute(text, {}, asAgent())).data.tickets.nodes;
  };

  it('opens an urgent ticket about the order by itself', async () => {
    await using service = await openSupport();
    await service.receive('orders', [placed()]);
    await service.receive('payments', [FAILED]);
    expect(await find(service)).toEqual([
      {
        id: expect.stringMatching(/^tkt_/u) as unknown,
        subject: 'The payment of an order failed',
        status: 'NEW',
        priority: 'URGENT',
        category: 'PAYMENT',
        about: { id: 'ord_1' },
        customer: { id: 'cus_1' },
        messages: {
          nodes: [
            {
              body: '22.00 USD could not be charged. Payment "pay_1", order "ord_1".',
              author: { __typename: 'SystemAuthor', label: 'Customer service' },
            },
          ],
        },
      },
    ]);
  });

  it('opens one ticket, however often it is told', async () => {
    await using service = await openSupport();
    await service.receive('payments', [FAILED, FAILED]);
    await service.receive('payments', [FAILED]);
    expect(await find(service)).toHaveLength(1);
  });

  it('is shown to whom it happened, once orders has told that', async () => {
    await using service = await openSupport();
    await service.receive('payments', [FAILED]);
    const [{ id }] = await find(service);
    expect(await read(service, id, 'number', asCustomer())).toBe(null);
    await service.receive('orders', [placed()]);
    expect(await read(service, id, 'status', asCustomer())).toEqual({ status: 'NEW' });
  });
});

it('opens an urgent ticket about a parcel that cannot be stopped, once', async () => {
  await using service = await openSupport();
  await service.receive('orders', [placed()]);
  const event = {
    type: 'erp.shipment.cancel_refused',
    key: 'ord_1',
    data: { orderId: 'ord_1', shipmentId: 'shp_1', code: 'ABGEHOLT' },
  };
  await service.receive('erp', [event, event]);
  const { data } = await service.execute(
    '{ tickets { nodes { priority category about { ... on Order { id } } messages { nodes { body } } } } }',
    {},
    asAgent(),
  );
  expect(data.tickets.nodes).toEqual([
    {
      priority: 'URGENT',
      category: 'DELIVERY',
      about: { id: 'ord_1' },
      messages: { nodes: [{ body: 'The ERP says ABGEHOLT. Shipment "shp_1", order "ord_1".' }] },
    },
  ]);
});
