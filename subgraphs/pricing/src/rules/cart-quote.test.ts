import { describe, expect, it } from 'vitest';

import { type CartFacts, type LineFacts, quoteCart } from './cart-quote.ts';
import type { Promotion, Voucher } from './eligibility.ts';
import { type PromotionKind, readPromotionRule } from './promotion-rule.ts';
import { sumOf } from './rounding.ts';

/** A generator of its own, so that a failing cart can be found again by its seed. */
function createRandom(seed: number) {
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

function buildPromotion(id: string, random: Random): Promotion {
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
    ...buildPromotion('goodwill', random),
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

type Convention = 'included' | 'added' | 'mixed';

function buildLine(index: number, random: Random, convention: Convention): LineFacts {
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

function buildFacts(seed: number, convention: Convention): CartFacts {
  const random = createRandom(seed);
  const goodwill = buildGoodwill(random);
  const promotions = Array.from({ length: random.below(6) }, (_, index) =>
    buildPromotion(`promo_${index}`, random),
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
      buildLine(index, random, convention),
    ),
    promotions: hasGoodwill ? [...promotions, goodwill.promotion] : promotions,
    vouchers: all,
    voucherCodes: all.map(({ code }) => code),
    usedByCustomer: new Map(),
  };
}

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

/** The fact of every seed and convention; the seed of a cart that breaks it is in the message. */
function forEveryCart(check: (facts: CartFacts, convention: Convention) => void): void {
  for (const convention of ['included', 'added', 'mixed'] as const) {
    for (const seed of SEEDS) {
      try {
        check(buildFacts(seed, convention), convention);
      } catch (error) {
        throw new Error(`Breaks for seed ${seed}, tax ${convention}.`, { cause: error });
      }
    }
  }
}

describe('quoteCart, for any cart', () => {
  it('has line shares that add up to the totals', () => {
    forEveryCart((facts) => {
      const quote = quoteCart(facts);
      const offShipping = sumOf(
        quote.discounts.filter(({ target }) => target === 'SHIPPING'),
        ({ amount }) => amount,
      );
      expect(sumOf(quote.lines, ({ subtotal }) => subtotal)).toBe(quote.subtotal);
      expect(sumOf(quote.lines, ({ prorated }) => prorated) + offShipping).toBe(
        quote.discountTotal,
      );
      expect(sumOf(quote.discounts, ({ amount }) => amount)).toBe(quote.discountTotal);
      expect(sumOf(quote.taxLines, ({ amount }) => amount)).toBe(quote.tax);
    });
  });

  it('never takes off more than there is', () => {
    forEveryCart((facts) => {
      const quote = quoteCart(facts);
      for (const line of quote.lines) {
        expect(line.discount).toBeGreaterThanOrEqual(0);
        expect(line.prorated).toBeGreaterThanOrEqual(line.discount);
        expect(line.prorated).toBeLessThanOrEqual(line.subtotal);
        expect(line.total).toBeGreaterThanOrEqual(0);
      }
      expect(quote.discountTotal).toBeLessThanOrEqual(quote.subtotal + (quote.shipping ?? 0));
      expect(quote.total).toBeGreaterThanOrEqual(0);
    });
  });

  it('has a total of subtotal - discounts + shipping, plus the tax that is not contained', () => {
    forEveryCart((facts, convention) => {
      const quote = quoteCart(facts);
      const net = quote.subtotal - quote.discountTotal + (quote.shipping ?? 0);
      if (convention === 'mixed') {
        expect(quote.total).toBeGreaterThanOrEqual(net);
        expect(quote.total).toBeLessThanOrEqual(net + quote.tax);
      } else {
        expect(quote.total).toBe(quote.taxIncluded ? net : net + quote.tax);
      }
    });
  });

  it('taxes exactly what is paid', () => {
    forEveryCart((facts) => {
      const quote = quoteCart(facts);
      expect(sumOf(quote.taxLines, ({ base, amount }) => base + amount)).toBe(quote.total);
    });
  });

  it('does not depend on the order of lines, promotions, vouchers and codes', () => {
    forEveryCart((facts) => {
      const { shuffle } = createRandom(99);
      const one = quoteCart(facts);
      const other = quoteCart({
        ...facts,
        lines: shuffle(facts.lines),
        promotions: shuffle(facts.promotions),
        vouchers: shuffle(facts.vouchers),
        voucherCodes: shuffle(facts.voucherCodes),
      });
      expect(other.quoteHash).toBe(one.quoteHash);
      expect(new Set(other.lines)).toEqual(new Set(one.lines));
    });
  });

  it('gives a line with a promotion that does not combine no other discount', () => {
    forEveryCart((facts) => {
      const { discounts } = quoteCart(facts);
      const alone = new Set(
        facts.promotions.filter(({ stackable }) => !stackable).map(({ id }) => id),
      );
      for (const discount of discounts.filter(({ promotionId }) => alone.has(promotionId))) {
        const others = discounts.filter(
          (other) => other !== discount && other.target !== 'SHIPPING',
        );
        const shared = others
          .flatMap(({ lineIds }) => lineIds)
          .filter((id) => discount.lineIds.includes(id));
        expect(shared).toEqual([]);
      }
    });
  });

  it('says of every code whether it counts', () => {
    forEveryCart((facts) => {
      const quote = quoteCart(facts);
      const reducing = new Set(quote.discounts.map(({ voucherCode }) => voucherCode));
      expect(quote.vouchers.map(({ code }) => code)).toEqual(facts.voucherCodes);
      for (const voucher of quote.vouchers) {
        expect(voucher.applied).toBe(voucher.refusal === null);
        expect(reducing.has(voucher.code) && !voucher.applied).toBe(false);
      }
    });
  });

  it('works with discounts of every target, so that the facts above mean something', () => {
    const targets = new Map<string, number>();
    forEveryCart((facts) => {
      for (const { target } of quoteCart(facts).discounts) {
        targets.set(target, (targets.get(target) ?? 0) + 1);
      }
    });
    expect(
      Math.min(...['LINE', 'ORDER', 'SHIPPING'].map((target) => targets.get(target) ?? 0)),
    ).toBeGreaterThan(100);
  });
});

describe('quoteCart', () => {
  it('stays exact at the highest amounts', () => {
    const facts = buildFacts(1, 'added');
    const lines = Array.from({ length: 250 }, (_, index) => ({
      ...buildLine(index, createRandom(index), 'added'),
      quantity: 999,
      priced: {
        sku: 'A',
        productId: 'p',
        categoryIds: [],
        taxClass: 'none',
        unitPrice: 10_000_000_000,
        taxIncluded: false,
      },
    }));
    const quote = quoteCart({
      ...facts,
      promotions: [],
      vouchers: [],
      voucherCodes: [],
      shipping: null,
      lines,
    });
    expect(BigInt(quote.total)).toBe(250n * 999n * 10_000_000_000n);
  });

  it('applies the higher priority first', () => {
    const base = buildFacts(1, 'added');
    const build = (id: string, priority: number, rule: object): Promotion => {
      const reading = readPromotionRule('PERCENT_OFF', rule);
      if (!reading.ok) {
        throw new Error(JSON.stringify(reading.faults));
      }
      return {
        ...buildPromotion(id, createRandom(1)),
        priority,
        stackable: true,
        requiresVoucher: false,
        rule: reading.rule,
      };
    };
    const [line] = Array.from({ length: 1 }, () => buildLine(0, createRandom(3), 'added'));
    const quote = quoteCart({
      ...base,
      shipping: null,
      vouchers: [],
      voucherCodes: [],
      lines: line
        ? [
            {
              ...line,
              quantity: 1,
              priced: {
                sku: 'A',
                productId: 'p',
                categoryIds: [],
                taxClass: 'none',
                unitPrice: 1000,
                taxIncluded: false,
              },
            },
          ]
        : [],
      promotions: [build('a', 1, { permyriad: 5000 }), build('b', 2, { permyriad: 1000 })],
    });
    expect(quote.discounts.map(({ promotionId, amount }) => [promotionId, amount])).toEqual([
      ['b', 100],
      ['a', 450],
    ]);
  });
});
