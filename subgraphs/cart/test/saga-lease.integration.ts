import { createCommandClient } from '@supergraph/kit/command-client';
import { expect, it } from 'vitest';

import { createSagaRunner } from '#src/saga/saga-runner.ts';

import { change, key } from './build.ts';
import {
  type CheckoutShop,
  complete,
  openCheckoutShop,
  prepareCheckout,
  readCheckout,
} from './build-checkout.ts';

/** Another process on the same database. */
function createOther({ shop: { deps }, participants: { env } }: CheckoutShop) {
  const settings = {
    SIGNING_KEY: env['SIGNING_KEY'],
    SERVICE_URLS: JSON.parse(env['SERVICE_URLS'] ?? '') as Record<string, string>,
  };
  const commands = createCommandClient({ ...deps, name: 'cart', settings });
  return createSagaRunner({ ...deps, commands, leaseMs: 10_000 });
}

/** Holds the first command of this name back; `seen` is told its saga. */
function holdBack({ participants }: CheckoutShop, command: string) {
  const released = Promise.withResolvers<void>();
  const seen = Promise.withResolvers<string>();
  let isFirst = true;
  participants.onCommand = async (call) => {
    if (call.command === command && isFirst) {
      isFirst = false;
      seen.resolve(call.key.split(':')[0] ?? '');
      await released.promise;
      return { status: 503 };
    }
    return undefined;
  };
  return { seen: seen.promise, release: released.resolve };
}

it('leaves a saga alone that another process works on', async () => {
  await using open = await openCheckoutShop();
  const ready = await prepareCheckout(open.shop);
  const held = holdBack(open, 'authorize');
  const completing = complete(open.shop, ready);
  await createOther(open).run(await held.seen);
  const sent = open.participants.received.filter(({ command }) => command === 'authorize');
  expect(sent).toHaveLength(1);
  held.release();
  expect((await completing).checkout.state).toBe('COMPLETED');
});

it('takes a saga over whose process is lost, and takes no notice of what that one says later', async () => {
  await using open = await openCheckoutShop();
  const ready = await prepareCheckout(open.shop);
  const held = holdBack(open, 'place');
  const completing = complete(open.shop, ready);
  const sagaId = await held.seen;
  open.shop.wait(11_000);
  await createOther(open).run(sagaId);
  expect(await readCheckout(open, ready)).toMatchObject({ state: 'COMPLETED' });
  held.release();
  await completing;
  expect(await readCheckout(open, ready)).toMatchObject({ state: 'COMPLETED', failure: null });
  const events = await open.shop.published();
  expect(events.map(({ type }) => type)).toEqual(['cart.checkout.completed']);
});

it('lets nobody change a cart that is being ordered', async () => {
  await using open = await openCheckoutShop();
  const ready = await prepareCheckout(open.shop);
  const held = holdBack(open, 'authorize');
  const completing = complete(open.shop, ready);
  await held.seen;
  const input = { cartId: ready.cartId, idempotencyKey: key(), lines: [{ variantId: 'var_B' }] };
  const { errors } = await change(open.shop, 'cartLinesAdd', input, ready.request);
  expect(errors).toMatchObject([
    { __typename: 'ConflictError', message: 'The cart is being ordered.' },
  ]);
  held.release();
  await completing;
});
