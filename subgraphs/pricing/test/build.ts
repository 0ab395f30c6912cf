import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import { pricing } from '#src/subgraph.ts';

export const NOW = Date.parse('2026-06-15T12:00:00.000Z');
export const DAY_MS = 86_400_000;

export type PricingService = TestService<object>;

/** A running service whose clock stands at NOW unless told otherwise. */
export function createPricing(now: () => number = () => NOW): Promise<PricingService> {
  return createTestService(pricing, { now });
}

export interface VariantFacts {
  readonly variantId: string;
  readonly sku: string;
  readonly taxClass?: string;
  readonly archived?: boolean;
}

export interface ProductFacts {
  readonly productId?: string;
  readonly status?: string;
  readonly categoryIds?: readonly string[];
  readonly variants: readonly VariantFacts[];
}

/** The event by which catalog tells of a product. */
export function buildProductEvent({
  productId = 'prod_1',
  status = 'ACTIVE',
  categoryIds = [],
  variants,
}: ProductFacts) {
  return {
    type: 'catalog.product.upserted',
    key: productId,
    data: {
      productId,
      kind: 'PRODUCT',
      status,
      version: 1,
      categoryIds: categoryIds.slice(0, 1),
      ancestorCategoryIds: categoryIds,
      variants: variants.map((variant, position) => ({
        taxClass: 'standard',
        archived: false,
        position,
        ...variant,
      })),
    },
  };
}

/** Lets pricing know variants of one product, `var_A` with sku `A` and so on. */
export async function knowSkus(
  service: PricingService,
  skus: readonly string[],
  facts: Omit<ProductFacts, 'variants'> = {},
): Promise<void> {
  const variants = skus.map((sku) => ({ variantId: `var_${sku}`, sku }));
  await service.receive('catalog', [buildProductEvent({ ...facts, variants })]);
}

/** Imports lines and fails the test when one is rejected. */
export async function importAll(
  service: PricingService,
  lines: readonly object[],
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const { counts, rejected } = await service.import(lines);
  if (rejected.length > 0) {
    throw new Error(`Rejected: ${JSON.stringify(rejected)}`);
  }
  return counts;
}

export function buildPrice(sku: string, amount: number, more: object = {}): object {
  return { type: 'price', sku, currency: 'USD', amount, taxIncluded: false, ...more };
}

export function buildPromotion(key: string, kind: string, rule: object, more: object = {}): object {
  return {
    type: 'promotion',
    key,
    kind,
    label: { en: `Promotion ${key}` },
    rule,
    stackable: true,
    priority: 0,
    ...more,
  };
}

export interface LineFacts {
  readonly sku: string;
  readonly quantity?: number;
  readonly id?: string;
}

/** A cart as the router describes it to pricing, one line for each sku. */
export function buildCart(lines: readonly (string | LineFacts)[], more: object = {}) {
  return {
    currencyCode: 'USD',
    countryCode: 'US',
    customerId: null,
    customerGroups: [],
    voucherCodes: [],
    shippingAddress: null,
    shippingPrice: null,
    lines: lines
      .map((line) => (typeof line === 'string' ? { sku: line } : line))
      .map(({ sku, quantity = 1, id = `line_${sku}` }) => ({
        id,
        quantity,
        variant: { __typename: 'ProductVariant', id: `var_${sku}` },
      })),
    ...more,
  };
}

const MONEY = '{ amount currency decimal }';
export const TOTALS = `{
  subtotal ${MONEY} discountTotal ${MONEY} shipping ${MONEY} tax ${MONEY} taxIncluded taxEstimated total ${MONEY}
  lines { lineId unitPrice ${MONEY} subtotal ${MONEY} discount ${MONEY} prorated ${MONEY} tax ${MONEY} total ${MONEY} }
  unpricedLineIds
  discounts { label promotionId voucherCode amount ${MONEY} target lineIds }
  taxLines { label ratePermyriad base ${MONEY} amount ${MONEY} }
  vouchers { code applied reason message }
  gifts { label quantity quantityInCart variant { id sku } }
  quoteHash
}`;

/** `Cart.totals` of carts, as the router asks for it. */
export async function readTotals(
  service: PricingService,
  carts: readonly object[],
  request: Parameters<PricingService['execute']>[2] = {},
) {
  const representations = carts.map((cart, index) => ({
    __typename: 'Cart',
    id: `cart_${index}`,
    ...cart,
  }));
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cart { totals ${TOTALS} } } }`;
  const { data, errors } = await service.execute(query, { representations }, request);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data._entities.map((entity: { totals: unknown }) => entity.totals);
}

let lastKey = 0;

/** A command as another service sends it, each with a key of its own. */
export async function command(
  service: PricingService,
  name: string,
  { body, as = 'cart', key = `test:key:${++lastKey}` }: { body: object; as?: string; key?: string },
) {
  const response = await service.fetch(`/internal/v1/${name}`, {
    as,
    method: 'POST',
    headers: { 'idempotency-key': key },
    body,
  });
  return { status: response.status, answer: await response.json() };
}

export const MERCHANDISER = {
  claims: buildClaims({ sub: 'cus_merch', scopes: ['pricing:write'] }),
};
export const AGENT = { claims: buildClaims({ sub: 'cus_agent', scopes: ['vouchers:issue'] }) };
/** What a test asks of a payload's errors. */
export const ERRORS = 'errors { __typename ... on UserError { code message path } }';

/** A fresh idempotency key. */
export const newKey = (): string => `test-key-${++lastKey}`;

export const iso = (at: number): string => new Date(at).toISOString();

/** A service that knows the variant with sku `A`, without prices. */
export async function createShop(): Promise<PricingService> {
  const service = await createPricing();
  await knowSkus(service, ['A']);
  return service;
}

/** Variants A at 10.00, B at 20.00 and C at 5.00 USD. */
export async function createPricedShop(lines: readonly object[] = []): Promise<PricingService> {
  const service = await createPricing();
  await knowSkus(service, ['A', 'B', 'C'], { categoryIds: ['cat_leaf', 'cat_root'] });
  await importAll(service, [
    buildPrice('A', 1000),
    buildPrice('B', 2000),
    buildPrice('C', 500),
    ...lines,
  ]);
  return service;
}
