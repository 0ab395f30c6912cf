import type { Queries, Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { hashId } from '@supergraph/kit/ids';
import { conflictError, idempotencyError, validationError } from '@supergraph/kit/user-errors';

import { openCart } from '#src/changes/open-cart.ts';
import type { CheckoutRow } from '#src/checkout-tables.ts';
import { type CheckoutError, illegalStateError } from '#src/checkout/errors.ts';
import {
  type Asking,
  type CheckoutContent,
  askHold,
  askQuote,
} from '#src/checkout/participants.ts';
import { type Quote, unpricedErrors } from '#src/checkout/quote.ts';
import { readContent } from '#src/checkout/read-content.ts';
import { BUSY, type CheckoutState } from '#src/checkout/states.ts';
import type { Context } from '#src/context.ts';
import { findCart } from '#src/data/carts.ts';
import { countCheckouts, findLiveCheckout, putCheckout } from '#src/data/checkouts.ts';
import { findVariants } from '#src/data/variants.ts';
import { variantUnavailableError } from '#src/rules/errors.ts';
import type { CartRow } from '#src/tables.ts';

import { type CheckoutPayload, answer, refuse } from './outcome.ts';

/** How long a checkout holds its stock, and may take. */
export const CHECKOUT_MS = 15 * 60 * 1000;

export interface BeginInput {
  readonly cartId: string;
  readonly idempotencyKey: string;
}

/** Freezes what a cart has and costs, and holds its stock. A checkout that was begun before is begun anew. */
export async function beginCheckout(context: Context, input: BeginInput): Promise<CheckoutPayload> {
  const { db, now, viewer, request } = context;
  const opening = await openCart(db.reader, input.cartId, { viewer, now: now() });
  if (!opening.ok) {
    return refuse([opening.error]);
  }
  const { cart } = opening;
  const live = await findLiveCheckout(db.reader, cart.id);
  const busy = refuseBusy(live);
  if (live !== undefined && busy !== undefined) {
    return answer(context, live.id, busy);
  }
  // Two tabs that begin at a time come to the same id, so they hold the stock once.
  const earlier = await countCheckouts(db.reader, cart.id);
  const id = live?.id ?? hashId('chk', 'checkout', `${cart.id} ${earlier}`);
  const content = await readContent(db.reader, cart, { id, live });
  const faults = await findFaults(db.reader, content);
  if (faults.length > 0) {
    return refuse(faults);
  }
  const asking: Asking = {
    commands: context.commands,
    correlationId: request.correlationId,
    key: `${id}:${cart.version}:${input.idempotencyKey}`,
  };
  const frozen = await freeze(content, asking);
  if (!frozen.ok) {
    return refuse(frozen.errors);
  }
  const call = { caller: callerOf(request), operation: 'checkoutBegin', key: input.idempotencyKey };
  const result = await runIdempotent(db, { ...call, input, now }, (tx) =>
    store(tx, { content, cart, quote: frozen.value, now: now() }),
  );
  if (result.status !== 'done') {
    return refuse([idempotencyError(result)]);
  }
  const { checkoutId, errors } = result.outcome;
  return checkoutId === null ? refuse(errors) : answer(context, checkoutId);
}

interface Begun {
  readonly content: CheckoutContent;
  readonly cart: CartRow;
  readonly quote: Quote;
  readonly now: number;
}

interface BeginOutcome {
  readonly checkoutId: string | null;
  readonly errors: readonly CheckoutError[];
}

/** Nothing of the cart may have moved since it was priced. */
async function store(tx: Transaction, { content, cart, quote, now }: Begun): Promise<BeginOutcome> {
  const moved = await refuseMoved(tx, cart);
  const live = await findLiveCheckout(tx, cart.id);
  const errors = moved ?? refuseBusy(live);
  if (errors !== undefined) {
    return { checkoutId: null, errors };
  }
  const { id, version, createdAt } = live ?? { id: content.id, version: 0, createdAt: now };
  await putCheckout(tx, {
    ...content,
    id,
    state: stateOf(content),
    cartVersion: cart.version,
    quote,
    version: version + 1,
    createdAt,
    expiresAt: now + CHECKOUT_MS,
  });
  return { checkoutId: id, errors: [] };
}

function refuseBusy(live: CheckoutRow | undefined): readonly CheckoutError[] | undefined {
  return live !== undefined && BUSY.includes(live.state)
    ? [illegalStateError(live.state, 'It is being completed.')]
    : undefined;
}

async function refuseMoved(
  tx: Transaction,
  cart: CartRow,
): Promise<readonly CheckoutError[] | undefined> {
  const current = await findCart(tx, cart.id);
  return current?.version === cart.version
    ? undefined
    : [conflictError('The cart has just changed.', ['cartId'], current?.version ?? cart.version)];
}

/** How far a checkout is by what it knows. */
export function stateOf({
  email,
  shippingAddress,
  shippingOption,
}: Pick<CheckoutRow, 'email' | 'shippingAddress' | 'shippingOption'>): CheckoutState {
  if (email === null || shippingAddress === null) {
    return 'OPEN';
  }
  return shippingOption === null ? 'ADDRESSED' : 'SHIPPING_SELECTED';
}

async function freeze(content: CheckoutContent, asking: Asking) {
  const quote = await askQuote(content, asking);
  if (!quote.ok) {
    return quote;
  }
  const errors = unpricedErrors(quote.value, content.lines, ['cartId']);
  if (errors.length > 0) {
    return { ok: false, errors } as const;
  }
  const hold = await askHold(content, { ...asking, seconds: CHECKOUT_MS / 1000 });
  return hold.ok ? quote : hold;
}

async function findFaults(db: Queries, { lines }: CheckoutContent): Promise<CheckoutError[]> {
  if (lines.length === 0) {
    return [validationError('There is nothing in the cart.', ['cartId'])];
  }
  const ids = [...new Set(lines.map(({ variantId }) => variantId))];
  const sellable = new Set(
    (await findVariants(db, ids)).filter((one) => one.sellable).map((one) => one.variantId),
  );
  return ids
    .filter((variantId) => !sellable.has(variantId))
    .map((variantId) => variantUnavailableError(variantId, ['cartId']));
}
