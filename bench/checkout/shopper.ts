import { query } from '@supergraph/e2e/query';
import { createGuestCart, createKey, findVariantId, signIn } from '@supergraph/e2e/shop';
import {
  ADDRESS,
  type ReadyCheckout,
  beginCheckout,
  changeCheckout,
  completeCheckout,
} from '@supergraph/e2e/shop-checkout';

const SKU = 'DEMO-SALE';
/** Milliseconds by request of one checkout. */
export type Bought = Readonly<Record<(typeof STEPS)[number], number>>;
export const STEPS = ['cart', 'begin', 'address', 'shipping', 'complete'] as const;

export interface OnSale {
  readonly variantId: string;
  readonly locationId: string;
}

export async function findOnSale(url: string): Promise<OnSale> {
  const variantId = await findVariantId(url, SKU);
  const { data } = await query(url, {
    query: `{ variantBySku(sku: "${SKU}") { stockLevels { location { id } } } }`,
    headers: await signIn(url, 'agent@example.com'),
  });
  return { variantId, locationId: data.variantBySku.stockLevels[0].location.id };
}

export async function restock(url: string, { locationId }: OnSale, units: number): Promise<void> {
  const input = {
    sku: SKU,
    locationId,
    delta: units,
    reason: 'benchmark',
    idempotencyKey: createKey(),
  };
  const { data, errors } = await query(url, {
    query:
      'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { errors { __typename } } }',
    variables: { input },
    headers: await signIn(url, 'merchandiser@example.com'),
  });
  if (errors !== undefined || data.stockAdjust.errors.length > 0) {
    throw new Error(`stockAdjust: ${JSON.stringify({ data, errors })}`);
  }
}

/** A guest buys one unit: five requests. Throws when there is no order at the end. */
export async function buy(url: string, variantId: string): Promise<Bought> {
  const took: Partial<Record<keyof Bought, number>> = {};
  const time = async <T>(step: keyof Bought, run: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const answer = await run();
    took[step] = performance.now() - started;
    return answer;
  };
  const cart = await time('cart', () => createGuestCart(url, variantId, 1));
  const { headers } = cart;
  const begun = await time('begin', () => beginCheckout(url, cart));
  const checkoutId: string = begun.checkout.id;
  const change = (name: string, input: object) =>
    changeCheckout(url, name, { input: { checkoutId, ...input }, headers });
  await time('address', () =>
    change('checkoutAddressSet', { email: 'ada@example.com', shippingAddress: ADDRESS }),
  );
  const { checkout } = await time('shipping', () =>
    change('checkoutShippingSelect', { optionId: 'ship_post_standard' }),
  );
  const ready: ReadyCheckout = {
    checkoutId,
    quoteHash: checkout.quoteHash,
    total: checkout.quotedTotal.amount,
    headers,
  };
  const done = await time('complete', () => completeCheckout(url, ready));
  if (done.checkout?.order == null) {
    throw new Error(`There is no order: ${JSON.stringify(done)}`);
  }
  return took as Bought;
}
