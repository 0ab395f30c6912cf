import { applyEvents } from '@supergraph/kit/consumer';
import { expect, it } from 'vitest';

import { prices } from '#src/consumers/prices.ts';

import { NOW, buildPriceEvent, createGuestCart, openShop } from './build.ts';

it('applies an event once when it is delivered twice', async () => {
  await using shop = await openShop();
  const deliver = (id: string, amount: number) =>
    applyEvents(
      prices,
      [
        {
          ...buildPriceEvent('A', amount),
          id,
          seq: 100,
          topic: 'pricing',
          at: NOW,
          correlationId: 'cor_1',
          causationId: null,
          featureVersion: 1,
          compatibilityVersion: 1,
        },
      ],
      { db: shop.db, now: () => NOW, log: shop.deps.log },
    );
  await deliver('evt_1', 1100);
  await deliver('evt_2', 1200);
  await deliver('evt_1', 1100);
  const { cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
  expect(cart.lines[0].addedUnitPrice.amount).toBe(1200);
});
