import type { Transaction } from '@supergraph/kit/database';
import { conflictError, notFoundError } from '@supergraph/kit/user-errors';

import { CANCELLED } from '#src/changes/checkout/cancel-checkout.ts';
import { EDITABLE } from '#src/checkout/states.ts';
import type { Context } from '#src/context.ts';
import { findLinesOfCarts, replaceLines } from '#src/data/cart-lines.ts';
import { findActiveCarts, findCart, findCartByToken, saveCart } from '#src/data/carts.ts';
import { findLiveCheckout } from '#src/data/checkouts.ts';
import { hasLiveToken } from '#src/rules/access.ts';
import { type PriceOf, followPrice } from '#src/rules/added-price.ts';
import { CLAIMED_TOKEN_MS } from '#src/rules/limits.ts';
import { type MergeStrategy, mergeLines } from '#src/rules/merge-lines.ts';
import { uniteVoucherCodes } from '#src/rules/vouchers.ts';
import { giveUp } from '#src/saga/start-saga.ts';
import type { CartRow, LineRow } from '#src/tables.ts';

import { variantsOf } from './line-edits.ts';
import { type Outcome, done, refused } from './outcome.ts';
import { loadShelf } from './shelf.ts';

export interface Claim {
  readonly customerId: string;
  readonly tokenHash: string;
  readonly strategy: MergeStrategy;
}

/** Makes the anonymous cart of a token the customer's, or part of it. A claimed one is left as it is. */
export async function claimCart(context: Context, tx: Transaction, claim: Claim): Promise<Outcome> {
  const guest = await findCartByToken(tx, claim.tokenHash);
  if (guest === undefined) {
    return unknownToken();
  }
  if (guest.tokenExpiresAt !== null) {
    return findClaimed(context, tx, { ...claim, guest });
  }
  const busy = await endCheckout(context, tx, guest);
  if (busy !== undefined) {
    return busy;
  }
  const [account] = await findActiveCarts(tx, [claim.customerId]);
  const outcome =
    account === undefined
      ? await adopt(context, tx, { ...claim, guest })
      : await merge(context, tx, { ...claim, guest, account });
  await context.publish(tx, {
    type: 'cart.merged',
    key: outcome.cartId ?? guest.id,
    data: {
      cartId: outcome.cartId ?? guest.id,
      guestCartId: guest.id,
      customerId: claim.customerId,
      strategy: claim.strategy,
    },
    cause: { correlationId: context.request.correlationId },
  });
  return outcome;
}

/** A checkout of the guest is given up: it was priced for nobody in particular. One that is being paid for is not touched. */
async function endCheckout(
  { now, newId, request }: Context,
  tx: Transaction,
  guest: CartRow,
): Promise<Outcome | undefined> {
  if (guest.state === 'ORDERED') {
    return refused([conflictError('The cart was ordered.', ['cartToken'], guest.version)]);
  }
  const live = await findLiveCheckout(tx, guest.id);
  if (live === undefined) {
    return undefined;
  }
  if (!EDITABLE.includes(live.state)) {
    return refused([conflictError('The cart is being ordered.', ['cartToken'], guest.version)]);
  }
  const { correlationId } = request;
  await giveUp(tx, live, { failure: CANCELLED, now: now(), newId, correlationId });
  return undefined;
}

type GuestClaim = Claim & { readonly guest: CartRow };

/** Where a token leads that was claimed before: nowhere, except for the customer who did it, within the day. */
async function findClaimed(
  { now }: Context,
  tx: Transaction,
  { guest, tokenHash, customerId }: GuestClaim,
): Promise<Outcome> {
  const target = guest.mergedInto === null ? guest : await findCart(tx, guest.mergedInto);
  const isTheirs = target?.customerId === customerId && target.state === 'ACTIVE';
  return isTheirs && hasLiveToken(guest, tokenHash, now()) ? done(target.id) : unknownToken();
}

async function adopt(
  { now }: Context,
  tx: Transaction,
  { guest, customerId }: GuestClaim,
): Promise<Outcome> {
  const adopted = { ...guest, customerId };
  const lines = await findLinesOfCarts(tx, [guest.id]);
  const wanted = { variantIds: variantsOf(lines), now: now() };
  const before = await loadShelf(tx, guest, wanted);
  const after = await loadShelf(tx, adopted, wanted);
  const repriced = lines.map((line) =>
    repriceLine(line, line, {
      currency: guest.currency,
      before: before.priceOf,
      after: after.priceOf,
    }),
  );
  await replaceLines(tx, lines, repriced);
  await saveCart(
    tx,
    withNewVersion({ ...adopted, tokenExpiresAt: now() + CLAIMED_TOKEN_MS }, now()),
  );
  return done(guest.id);
}

async function merge(
  { now }: Context,
  tx: Transaction,
  { guest, account, strategy }: GuestClaim & { readonly account: CartRow },
): Promise<Outcome> {
  const lines = Map.groupBy(
    await findLinesOfCarts(tx, [account.id, guest.id]),
    ({ cartId }) => cartId,
  );
  const ofAccount = lines.get(account.id) ?? [];
  const ofGuest = lines.get(guest.id) ?? [];
  const originals = new Map([...ofAccount, ...ofGuest].map((line) => [line.id, line]));
  const wanted = { variantIds: variantsOf([...originals.values()]), now: now() };
  const forAccount = await loadShelf(tx, account, wanted);
  const forGuest = await loadShelf(tx, guest, wanted);
  const merged = mergeLines({
    accountCartId: account.id,
    account: ofAccount,
    guest: ofGuest,
    strategy,
    limitOf: forAccount.limitOf,
  });
  const repriced = merged.lines.map((line) => {
    const original = originals.get(line.id) ?? line;
    const isGuests = original.cartId === guest.id;
    return repriceLine(line, original, {
      currency: account.currency,
      before: isGuests ? forGuest.priceOf : forAccount.priceOf,
      after: forAccount.priceOf,
    });
  });
  await replaceLines(tx, [...originals.values()], repriced);
  await saveCart(tx, withNewVersion(uniteFields(account, guest), now()));
  await saveCart(tx, withNewVersion(emptied(guest, account.id, now()), now()));
  return done(account.id, merged.warnings);
}

interface Repricing {
  readonly currency: string;
  readonly before: PriceOf;
  readonly after: PriceOf;
}

function repriceLine(
  line: LineRow,
  original: LineRow,
  { currency, before, after }: Repricing,
): LineRow {
  const amount = after(line.variantId, line.quantity);
  const old = before(line.variantId, original.quantity);
  const addedAmount =
    original.addedCurrency === currency ? followPrice(original, old, amount) : amount;
  return { ...line, addedAmount, addedCurrency: currency };
}

/** What both carts say beside their lines; where only one can win, the account does. */
function uniteFields(account: CartRow, guest: CartRow): CartRow {
  return {
    ...account,
    shippingOption: null,
    email: account.email ?? guest.email,
    shippingAddress: account.shippingAddress ?? guest.shippingAddress,
    note: account.note ?? guest.note,
    voucherCodes: uniteVoucherCodes(account.voucherCodes, guest.voucherCodes),
  };
}

/** What stays of a merged guest cart: the way its token leads, nothing personal. */
function emptied(guest: CartRow, mergedInto: string, now: number): CartRow {
  return {
    ...guest,
    state: 'MERGED',
    mergedInto,
    tokenExpiresAt: now + CLAIMED_TOKEN_MS,
    email: null,
    shippingAddress: null,
    shippingOption: null,
    voucherCodes: [],
    note: null,
  };
}

function withNewVersion(cart: CartRow, now: number): CartRow {
  return { ...cart, version: cart.version + 1, updatedAt: now };
}

function unknownToken(): Outcome {
  return refused([notFoundError('There is no cart with this token for you.', ['cartToken'])]);
}
