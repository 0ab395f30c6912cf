import type { CartFacts, LineFacts } from '#src/rules/cart-quote.ts';
import type { Promotion, Voucher } from '#src/rules/eligibility.ts';
import { type PromotionKind, readPromotionRule } from '#src/rules/promotion-rule.ts';

/** A generator of its own, so that a failing cart can be found again by its seed. */
export function createRandom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    isTrue: (chance = 0.5): boolean => next() < chance,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[below(items.length)];
      if (item === undefined) {
        throw new Error('Nothing to pick from.');
      }
      return item;
    },
    shuffle: <Item>(items: readonly Item[]): Item[] =>
      items
        .map((item) => ({ item, place: next() }))
        .toSorted((one, other) => one.place - other.place)
        .map(({ item }) => item),
  };
}
type Random = ReturnType<typeof createRandom>;

const SKUS = ['A', 'B', 'C', 'D'];

function buildRule(random: Random): [PromotionKind, object] {
  const applies = random.isTrue()
    ? { applies: { skus: [random.pick(SKUS), random.pick(SKUS)] } }
    : {};
  const target = random.pick(['LINE', 'ORDER']);
  const amounts = { EUR: random.below(3000) };
  return random.pick<[PromotionKind, object]>([
    ['PERCENT_OFF', { ...applies, permyriad: 1 + random.below(10_000), target }],
    ['PERCENT_OFF', { ...applies, permyriad: 5000, target, maxAmount: amounts }],
    ['AMOUNT_OFF', { ...applies, amounts, target }],
    ['FIXED_PRICE', { ...applies, amounts }],
    [
      'BUY_X_GET_Y',
      {
        buy: { quantity: 1 + random.below(3), ...applies },
        get: {
          quantity: 1 + random.below(2),
          permyriad: 1 + random.below(10_000),
          ...(random.isTrue() && { applies: { skus: [random.pick(SKUS)] } }),
        },
      },
    ],
    ['FREE_SHIPPING', random.isTrue() ? {} : { maxAmount: amounts }],
    ['GIFT_WITH_PURCHASE', { gift: { sku: random.pick(SKUS), quantity: 1 + random.below(3) } }],
    [
      'TIERED',
      {
        ...applies,
        target,
        steps: [
          { minQuantity: 2, permyriad: 700 },
          { minSubtotal: { EUR: 5000 }, permyriad: 1300 },
        ],
      },
    ],
  ]);
}

export function buildRandomPromotion(id: string, random: Random): Promotion {
  const reading = readPromotionRule(...buildRule(random));
  if (!reading.ok) {
    throw new Error(JSON.stringify(reading.faults));
  }
  return {
    id,
    rule: reading.rule,
    priority: random.below(3),
    stackable: random.isTrue(0.7),
    enabled: true,
    requiresVoucher: random.isTrue(0.3),
    startsAt: null,
    endsAt: null,
    usageLimit: null,
    perCustomerLimit: null,
    used: 0,
  };
}

const BALANCE = readPromotionRule('AMOUNT_OFF', { amounts: 'VOUCHER_BALANCE' });

function buildGoodwill(random: Random): { promotion: Promotion; voucher: Voucher } {
  if (!BALANCE.ok) {
    throw new Error('The rule of balances is broken.');
  }
  const promotion = {
    ...buildRandomPromotion('goodwill', random),
    rule: BALANCE.rule,
    stackable: true,
    requiresVoucher: true,
  };
  const voucher = { ...buildVoucher(promotion), balance: random.below(4000), currency: 'EUR' };
  return { promotion, voucher };
}

const buildVoucher = ({ id }: Promotion): Voucher => ({
  code: `CODE-${id.toUpperCase()}`,
  promotionId: id,
  customerId: null,
  balance: null,
  currency: null,
  maxUses: null,
  used: 0,
  expiresAt: null,
});

export type Convention = 'included' | 'added' | 'mixed';

export function buildRandomLine(index: number, random: Random, convention: Convention): LineFacts {
  const sku = random.pick(SKUS);
  const taxIncluded = convention === 'mixed' ? random.isTrue() : convention === 'included';
  return {
    id: `line_${index}`,
    variantId: `var_${sku}`,
    quantity: 1 + random.below(6),
    priced: random.isTrue(0.9)
      ? {
          sku,
          productId: `prod_${sku}`,
          categoryIds: [],
          taxClass: random.pick(['standard', 'reduced', 'none']),
          unitPrice: random.isTrue(0.1) ? 0 : random.below(5000),
          taxIncluded,
        }
      : undefined,
  };
}

export function buildRandomFacts(seed: number, convention: Convention): CartFacts {
  const random = createRandom(seed);
  const goodwill = buildGoodwill(random);
  const promotions = Array.from({ length: random.below(6) }, (_, index) =>
    buildRandomPromotion(`promo_${index}`, random),
  );
  const vouchers = promotions.filter((promotion) => promotion.requiresVoucher).map(buildVoucher);
  const hasGoodwill = random.isTrue(0.4);
  const all = hasGoodwill ? [...vouchers, goodwill.voucher] : vouchers;
  return {
    shopper: { now: 1, currency: 'EUR', country: 'DE', customerId: null, customerGroups: [] },
    place: { country: 'DE', region: null },
    taxRates: [
      {
        country: 'DE',
        region: '*',
        taxClass: 'standard',
        ratePermyriad: 1900,
        included: true,
        label: '19 %',
      },
      {
        country: 'DE',
        region: '*',
        taxClass: 'reduced',
        ratePermyriad: 700,
        included: true,
        label: '7 %',
      },
      {
        country: 'DE',
        region: '*',
        taxClass: 'none',
        ratePermyriad: 0,
        included: true,
        label: '0 %',
      },
    ],
    shipping: random.isTrue() ? random.below(1500) : null,
    lines: Array.from({ length: random.below(7) }, (_, index) =>
      buildRandomLine(index, random, convention),
    ),
    promotions: hasGoodwill ? [...promotions, goodwill.promotion] : promotions,
    vouchers: all,
    voucherCodes: all.map(({ code }) => code),
    usedByCustomer: new Map(),
  };
}
