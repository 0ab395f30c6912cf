import { SAGA_STEPS } from '@supergraph/cart/saga-steps';
import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { readCheckoutFacts } from './harness/checkout-facts.ts';
import { type CheckoutStand, startCheckoutStand } from './harness/checkout-stand.ts';
import type { Passing } from './harness/command-proxy.ts';
import { findFreeBlock } from './harness/ports.ts';
import { createKey, findVariantId } from './harness/shop.ts';
import { startGraph } from './harness/start-graph.ts';

const SKU = 'DEMO-SALE';
const VOUCHER = 'WELCOME10';
const ADDRESS = {
  name: 'Ada',
  line1: '1 Way',
  city: 'Here',
  countryCode: 'US',
  region: 'CA',
  postalCode: '90210',
};
const PARTICIPANTS = [...new Set(SAGA_STEPS.map(({ service }) => service))];
/** What has to be done once there is an order. */
const SETTLED = {
  state: 'COMPLETED',
  facts: { orders: 1, payment: 'CAPTURED', stock: 'COMMITTED', voucher: 'USED' },
};

const folder = createTestFolder();
let variantId: string;
let stand: CheckoutStand;

beforeAll(async () => {
  const graphPort = await findFreeBlock();
  const graph = await startGraph({ dataDir: folder.path, graphPort });
  variantId = await findVariantId(graph.url, SKU);
  await graph.stop();
  stand = await startCheckoutStand({
    dataDir: folder.path,
    graphPort,
    participants: [...PARTICIPANTS, 'erp'],
  });
});
afterAll(async () => {
  await stand?.[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

interface Ready {
  readonly checkoutId: string;
  readonly quoteHash: string;
  readonly token: string;
}

async function change(name: string, input: object, token?: string) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const fields = name.startsWith('checkout') ? 'checkout { id quoteHash }' : 'cart { id }';
  const secret = name === 'cartCreate' ? 'cartToken' : '';
  const { done } = await stand.ask(
    `mutation ($input: ${type}) { done: ${name}(input: $input) { ${fields} ${secret} errors { ... on UserError { message } } } }`,
    { variables: { input }, ...(token !== undefined && { cartToken: token }) },
  );
  expect(done.errors).toEqual([]);
  return done;
}

/** The first way of delivery, as the router would ask for it. */
async function findOption(cartId: string): Promise<string> {
  const { _entities: found } = await stand.ask(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cart { shippingOptions { id } } } }',
    {
      service: 'erp',
      variables: {
        representations: [
          {
            __typename: 'Cart',
            id: cartId,
            countryCode: 'US',
            currencyCode: 'USD',
            shippingAddress: { countryCode: 'US', region: 'CA', postalCode: '90210' },
            lines: [{ quantity: 1, variant: { sku: SKU, weightGrams: null, dimensions: null } }],
          },
        ],
      },
    },
  );
  return found[0].shippingOptions[0].id;
}

/** A guest's checkout with a voucher, which only has to be completed. */
async function prepare(): Promise<Ready> {
  const { cart, cartToken: token } = await change('cartCreate', {
    lines: [{ variantId, quantity: 1 }],
    currencyCode: 'USD',
    countryCode: 'US',
  });
  await change('cartVouchersSet', { cartId: cart.id, codes: [VOUCHER] }, token);
  const begin = { cartId: cart.id, idempotencyKey: createKey() };
  const { id: checkoutId } = (await change('checkoutBegin', begin, token)).checkout;
  const address = { checkoutId, email: 'ada@example.com', shippingAddress: ADDRESS };
  await change('checkoutAddressSet', address, token);
  const optionId = await findOption(cart.id);
  const { checkout } = await change('checkoutShippingSelect', { checkoutId, optionId }, token);
  return { checkoutId, quoteHash: checkout.quoteHash, token };
}

/** Sends it and lets be what is answered: the processes are killed meanwhile. */
function complete({ checkoutId, quoteHash, token }: Ready, paymentToken = 'tok_visa'): void {
  const input = {
    checkoutId,
    expectedQuoteHash: quoteHash,
    paymentToken,
    idempotencyKey: createKey(),
  };
  const mutation =
    'mutation ($input: CheckoutCompleteInput!) { checkoutComplete(input: $input) { errors { __typename } } }';
  stand.ask(mutation, { variables: { input }, cartToken: token }).catch(() => undefined);
}

async function readState({ checkoutId, token }: Ready): Promise<string> {
  const { checkout } = await stand.ask('query ($id: ID!) { checkout(id: $id) { state } }', {
    variables: { id: checkoutId },
    cartToken: token,
  });
  return checkout.state;
}

const NOTHING = {
  state: expect.toBeOneOf(['CANCELLED', 'FAILED']),
  facts: {
    orders: 0,
    payment: expect.toBeOneOf([null, 'VOIDED', 'DECLINED']),
    stock: 'RELEASED',
    voucher: expect.toBeOneOf([null, 'RELEASED']),
  },
};

/** Either all of it happened, or nothing of it is left, once a shopper who was told to try again gives up instead. */
async function waitForEnd(ready: Ready): Promise<'all' | 'nothing'> {
  const { checkoutId, token } = ready;
  return vi.waitFor(
    async () => {
      const state = await readState(ready);
      if (state === 'SHIPPING_SELECTED') {
        await change('checkoutCancel', { checkoutId, idempotencyKey: createKey() }, token);
      }
      const facts = readCheckoutFacts(folder.path, checkoutId);
      expect({ state, facts }).toEqual(facts.orders > 0 ? SETTLED : NOTHING);
      return facts.orders > 0 ? 'all' : 'nothing';
    },
    { timeout: 40_000, interval: 200 },
  );
}

/** A place in the saga, and how a checkout comes there: paid, declined by the bank, or refused by orders. */
interface Arrow {
  readonly service: string;
  readonly command: string;
  readonly when: Passing['when'];
  readonly by: 'paying' | 'being declined' | 'being refused';
}

const AUTHORIZES_AT = SAGA_STEPS.findIndex(({ name }) => name === 'AUTHORIZE');

/** Every arrow that the saga's definition has, there and back, before it is sent and after its effect. */
const ARROWS: readonly Arrow[] = SAGA_STEPS.flatMap(({ service, command, undo }, at) => {
  const back = at < AUTHORIZES_AT ? 'being declined' : 'being refused';
  const calls = [
    { service, command, by: 'paying' } as const,
    ...(undo === null ? [] : [{ service, command: undo.command, by: back } as const]),
  ];
  return calls.flatMap((call): Arrow[] => [
    { ...call, when: 'before its effect' },
    { ...call, when: 'after its effect' },
  ]);
});

/** Brings one checkout to each arrow, and kills a process while all of them are held up there. */
async function killAtArrows(victim: string, arrows: readonly Arrow[]): Promise<Ready[]> {
  const bound = new Map<string, Arrow>();
  const ready: Ready[] = [];
  for (const arrow of arrows) {
    const one = await prepare();
    bound.set(one.checkoutId, arrow);
    ready.push(one);
  }
  const open = new Set(bound.keys());
  const killed = Promise.withResolvers<'drop'>();
  const allHeld = Promise.withResolvers<void>();
  const refuses = new Set(
    ready.map(({ checkoutId }) => checkoutId).filter((id) => bound.get(id)?.by === 'being refused'),
  );
  const refuse = ({ command, checkoutId = '' }: Passing) =>
    command === PIVOT && refuses.has(checkoutId) ? 'refuse' : 'pass';
  stand.hook = async (passing) => {
    const { service, command, when, checkoutId = '' } = passing;
    const arrow = bound.get(checkoutId);
    const isHere = arrow?.service === service && arrow.command === command && arrow.when === when;
    if (!isHere || !open.delete(checkoutId)) {
      return refuse(passing);
    }
    if (open.size === 0) {
      allHeld.resolve();
    }
    return killed.promise;
  };
  for (const one of ready) {
    const isDeclined = bound.get(one.checkoutId)?.by === 'being declined';
    complete(one, isDeclined ? 'tok_declined' : 'tok_visa');
  }
  await allHeld.promise;
  await stand.kill(victim);
  killed.resolve('drop');
  stand.hook = async (passing) => refuse(passing);
  await stand.start(victim);
  return ready;
}
const PIVOT = SAGA_STEPS.find(({ isPivot }) => isPivot === true)?.command;

describe('kill -9 at every arrow of the saga, there and back', () => {
  it.each(PARTICIPANTS)('of %s leaves one order with all its effects, or nothing', async (name) => {
    const ready = await killAtArrows(
      name,
      ARROWS.filter(({ service }) => service === name),
    );
    await Promise.all(ready.map(waitForEnd));
  });

  it('of cart leaves one order with all its effects, or nothing', async () => {
    const ready = await killAtArrows('cart', ARROWS);
    const ends = await Promise.all(ready.map(waitForEnd));
    expect(ends).toEqual(ARROWS.map(({ by }) => (by === 'paying' ? 'all' : 'nothing')));
  });
});
