import { isCurrency } from '@supergraph/kit/money';

import { type NewCart, createCart } from '#src/changes/create-cart.ts';
import { type CartPayload, runOnce, toPayload } from '#src/changes/outcome.ts';
import type { Context } from '#src/context.ts';
import { findCart } from '#src/data/carts.ts';
import type { CartCreateInput, MutationResolvers } from '#src/generated/resolvers.ts';
import { noSuchCurrency } from '#src/rules/buyer.ts';
import { type CartError, tokenGoneError } from '#src/rules/errors.ts';
import { type Reading, readLineInputs } from '#src/rules/line-input.ts';
import { createToken, hashToken } from '#src/rules/token.ts';
import type { CartRow } from '#src/tables.ts';

type CartCreatePayload = CartPayload & { cartToken: string | null };

export const cartCreate: NonNullable<MutationResolvers['cartCreate']> = async (
  _,
  { input },
  context,
) => {
  const wanted = readNewCart(input, context);
  if (!wanted.ok) {
    return refuse(wanted.errors);
  }
  const isAnonymous = context.viewer.customerId === null;
  // Handed out by the call that makes the cart and by no other: it is not stored, and a visitor's id proves nothing.
  let cartToken: string | null = null;
  const result = await runOnce(context, { operation: 'cartCreate', input }, (tx) => {
    cartToken = isAnonymous ? createToken() : null;
    return createCart(context, tx, {
      ...wanted.value,
      tokenHash: cartToken === null ? null : hashToken(cartToken),
    });
  });
  const payload = await toPayload(context, result);
  if (result.status !== 'done' || result.outcome.cartId === null || payload.cart !== null) {
    return { ...payload, cartToken: null };
  }
  return cartToken === null
    ? refuse([tokenGoneError()])
    : { ...payload, cart: await openNewCart(result.outcome.cartId, context), cartToken };
};

/** The request cannot show a token that did not exist when it was sent: this one opens the cart for the rest of it. */
async function openNewCart(cartId: string, { db, loaders }: Context): Promise<CartRow> {
  const cart = await findCart(db.reader, cartId);
  if (cart === undefined) {
    throw new Error(`The cart "${cartId}" is gone right after it was made.`);
  }
  loaders.cart.clear(cartId).prime(cartId, cart);
  return cart;
}

function readNewCart(
  { currencyCode, countryCode, locale, lines }: CartCreateInput,
  { request }: Context,
): Reading<Omit<NewCart, 'tokenHash'>> {
  const currency = currencyCode ?? request.currency;
  const wanted = readLineInputs(lines ?? []);
  const errors: CartError[] = [
    ...(isCurrency(currency) ? [] : [noSuchCurrency(currency)]),
    ...(wanted.ok ? [] : wanted.errors),
  ];
  return wanted.ok && errors.length === 0
    ? {
        ok: true,
        value: {
          currency,
          country: countryCode ?? request.country,
          locale: locale ?? request.locale,
          lines: wanted.value,
        },
      }
    : { ok: false, errors };
}

function refuse(errors: readonly CartError[]): CartCreatePayload {
  return { cart: null, cartToken: null, errors: [...errors], warnings: [] };
}
