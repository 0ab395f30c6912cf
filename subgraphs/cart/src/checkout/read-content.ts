import type { Queries } from '@supergraph/kit/database';

import type { CheckoutRow } from '#src/checkout-tables.ts';
import { findLinesOfCarts } from '#src/data/cart-lines.ts';
import { findCustomers } from '#src/data/customers.ts';
import { findVariants } from '#src/data/variants.ts';
import type { CartRow, VariantRow } from '#src/tables.ts';

import type { CheckoutContent } from './participants.ts';
import type { CheckoutLine } from './quote.ts';

interface Beginning {
  readonly id: string;
  readonly live: CheckoutRow | undefined;
}

/** What is bought, by whom and whereto, as of now. */
export async function readContent(
  db: Queries,
  cart: CartRow,
  { id, live }: Beginning,
): Promise<CheckoutContent> {
  const [customer] = cart.customerId === null ? [] : await findCustomers(db, [cart.customerId]);
  return {
    id,
    cartId: cart.id,
    customerId: cart.customerId,
    customerGroups: customer?.groups ?? [],
    currency: cart.currency,
    country: cart.country,
    locale: cart.locale,
    email: cart.email,
    shippingAddress: cart.shippingAddress,
    billingAddress: live?.billingAddress ?? null,
    shippingOption: cart.shippingOption,
    voucherCodes: cart.voucherCodes,
    lines: await readLines(db, cart),
    paymentIntentId: null,
    actionUrl: null,
    orderId: null,
    failure: null,
  };
}

async function readLines(db: Queries, { id }: CartRow): Promise<CheckoutLine[]> {
  const lines = await findLinesOfCarts(db, [id]);
  const ids = [...new Set(lines.map(({ variantId }) => variantId))];
  const variants = new Map((await findVariants(db, ids)).map((row) => [row.variantId, row]));
  return lines.map((line) => {
    const { productId, sku, name, options, imageUrl, weightGrams } =
      variants.get(line.variantId) ?? UNKNOWN;
    const { id: lineId, variantId, quantity } = line;
    return {
      id: lineId,
      variantId,
      quantity,
      productId,
      sku,
      name,
      options,
      imageUrl,
      weightGrams,
    };
  });
}

/** Not in the catalogue that cart knows: such a line cannot be bought, and is told so. */
const UNKNOWN: Omit<VariantRow, 'variantId' | 'sellable'> = {
  productId: '',
  sku: '',
  name: '',
  options: [],
  imageUrl: null,
  weightGrams: null,
};
