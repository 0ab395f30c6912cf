import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { SAGA_STEPS } from '#src/saga/steps.ts';

import { key } from './build.ts';
import { ADDRESS } from './build-checkout.ts';
import { type Participants, type Received, startParticipants } from './participants.ts';

const ENTRY = fileURLToPath(new URL('../src/server.ts', import.meta.url));
const ROUTER_KEY = 'cd'.repeat(32);

/** The real process of cart on a file that outlives it. */
class CartProcess {
  readonly #folder = createTestFolder();
  readonly #participants: Participants;
  #child: ChildProcess | undefined;
  #url = '';

  constructor(participants: Participants) {
    this.#participants = participants;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [ENTRY], {
      env: {
        ...this.#participants.env,
        DATA_DIR: this.#folder.path,
        CALLER_KEYS: JSON.stringify({ router: ROUTER_KEY }),
        LOG_LEVEL: 'silent',
        SAGA_LEASE_MS: '300',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#url = await new Promise((resolve, reject) => {
      child.once('message', (message: { url: string }) => resolve(message.url));
      child.once('exit', (code) =>
        reject(new Error(`cart ended with ${code} before it was ready`)),
      );
    });
  }

  /** kill -9; resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    child.kill('SIGKILL');
    await gone;
  }

  async ask(query: string, variables: object, cartToken?: string) {
    const signedFetch = createSignedFetch({ caller: 'router', key: ROUTER_KEY, now: Date.now });
    const response = await signedFetch(new URL('/graphql', this.#url), {
      method: 'POST',
      headers: { 'x-visitor-id': 'vis_1', ...(cartToken && { 'x-cart-token': cartToken }) },
      body: { query, variables },
    });
    const { data, errors } = JSON.parse(await response.text());
    if (errors !== undefined) {
      throw new Error(JSON.stringify(errors));
    }
    return data;
  }

  async stop(): Promise<void> {
    await this.kill();
    this.#folder[Symbol.dispose]();
  }
}

let participants: Participants;
let cart: CartProcess;

beforeAll(async () => {
  participants = await startParticipants();
  cart = new CartProcess(participants);
  await cart.start();
});

afterAll(async () => {
  await cart.stop();
  await participants[Symbol.asyncDispose]();
});

interface Ready {
  readonly checkoutId: string;
  readonly quoteHash: string;
  readonly token: string;
}

const STEPS = {
  begin: `mutation ($input: CheckoutBeginInput!) { done: checkoutBegin(input: $input) { checkout { id quoteHash } errors { ... on UserError { message } } } }`,
  address: `mutation ($input: CheckoutAddressSetInput!) { done: checkoutAddressSet(input: $input) { checkout { id quoteHash } errors { ... on UserError { message } } } }`,
  shipping: `mutation ($input: CheckoutShippingSelectInput!) { done: checkoutShippingSelect(input: $input) { checkout { id quoteHash } errors { ... on UserError { message } } } }`,
  complete: `mutation ($input: CheckoutCompleteInput!) { done: checkoutComplete(input: $input) { checkout { id state } errors { ... on UserError { message } } } }`,
};

async function prepare(): Promise<Ready> {
  const lines = [{ variantId: 'var_A', quantity: 2 }];
  // The first one waits for the catalogue.
  const created = await vi.waitFor(async () => {
    const { cartCreate } = await cart.ask(
      'mutation ($input: CartCreateInput!) { cartCreate(input: $input) { cartToken cart { id } } }',
      { input: { lines } },
    );
    expect(cartCreate.cart).not.toBeNull();
    return cartCreate;
  }, 10_000);
  const token: string = created.cartToken;
  const step = async (name: keyof typeof STEPS, input: object) => {
    const { done } = await cart.ask(STEPS[name], { input }, token);
    expect(done.errors).toEqual([]);
    return done.checkout;
  };
  const { id: checkoutId } = await step('begin', {
    cartId: created.cart.id,
    idempotencyKey: key(),
  });
  await step('address', { checkoutId, email: 'ada@example.com', shippingAddress: ADDRESS });
  const { quoteHash } = await step('shipping', { checkoutId, optionId: 'ship_post_standard' });
  return { checkoutId, quoteHash, token };
}

/** Completes while the process is killed at one arrow, starts it again, and waits until the checkout rests. */
async function completeThroughCrash(
  { checkoutId, quoteHash, token }: Ready,
  { paymentToken, command, service, when }: Arrow & { readonly paymentToken: string },
): Promise<string> {
  let isArmed = true;
  const crash = async (call: Received): Promise<'no answer' | undefined> => {
    if (!isArmed || call.command !== command || call.service !== service) {
      return undefined;
    }
    isArmed = false;
    await cart.kill();
    return 'no answer';
  };
  participants.onCommand = when === 'before its effect' ? crash : () => undefined;
  participants.onEffect = when === 'after its effect' ? crash : () => undefined;
  const input = { checkoutId, expectedQuoteHash: quoteHash, paymentToken, idempotencyKey: key() };
  await expect(cart.ask(STEPS.complete, { input }, token)).rejects.toThrow('fetch failed');
  expect(isArmed).toBe(false);
  await cart.start();
  return vi.waitFor(async () => {
    const { checkout } = await cart.ask(
      'query ($id: ID!) { checkout(id: $id) { state } }',
      { id: checkoutId },
      token,
    );
    expect(['COMPLETED', 'FAILED']).toContain(checkout.state);
    return checkout.state as string;
  }, 20_000);
}

interface Arrow {
  readonly service: string;
  readonly command: string;
  readonly when: 'before its effect' | 'after its effect';
}

function bothTimes(calls: readonly Omit<Arrow, 'when'>[]): Arrow[] {
  return calls.flatMap((call) => [
    { ...call, when: 'before its effect' } as const,
    { ...call, when: 'after its effect' } as const,
  ]);
}

const FORWARD = bothTimes(SAGA_STEPS.map(({ service, command }) => ({ service, command })));
// Declined for good: what the steps before the payment did is taken back.
const BACKWARD = bothTimes(
  SAGA_STEPS.slice(
    0,
    SAGA_STEPS.findIndex(({ name }) => name === 'AUTHORIZE'),
  ).flatMap(({ service, undo }) => (undo === null ? [] : { service, command: undo.command })),
);

describe('kill -9 of the process that runs the saga', () => {
  it.each(FORWARD)('at $command of $service, $when, ends with one order', async (arrow) => {
    const { world, effects } = participants;
    const ready = await prepare();
    const before = new Map(effects);
    const state = await completeThroughCrash(ready, { ...arrow, paymentToken: 'tok_visa' });
    const { checkoutId } = ready;
    const orderId = world.orders.get(checkoutId);
    expect({
      state,
      payment: world.payments.get(checkoutId)?.status,
      stock: world.committed.get(checkoutId),
      voucher: world.vouchers.get(checkoutId),
    }).toEqual({ state: 'COMPLETED', payment: 'CAPTURED', stock: orderId, voucher: 'USED' });
    const once = ['payments.authorize', 'payments.capture', 'orders.place', 'inventory.commit'];
    expect(once.map((name) => (effects.get(name) ?? 0) - (before.get(name) ?? 0))).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it.each(BACKWARD)(
    'at the undoing $command of $service, $when, ends with nothing',
    async (arrow) => {
      const { world } = participants;
      world.stock.set('var_A', 50);
      const ready = await prepare();
      const state = await completeThroughCrash(ready, { ...arrow, paymentToken: 'tok_declined' });
      const { checkoutId } = ready;
      expect({
        state,
        order: world.orders.has(checkoutId),
        payment: world.payments.has(checkoutId),
        voucher: world.vouchers.has(checkoutId),
        stock: world.stock.get('var_A'),
      }).toEqual({ state: 'FAILED', order: false, payment: false, voucher: false, stock: 50 });
    },
  );
});
