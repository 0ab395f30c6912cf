import { describe, expect, it } from 'vitest';

import {
  type Convention,
  buildRandomFacts,
  buildRandomLine,
  buildRandomPromotion,
  createRandom,
} from '#test/random-cart.ts';

import { type CartFacts, quoteCart } from './cart-quote.ts';
import type { Promotion } from './eligibility.ts';
import { readPromotionRule } from './promotion-rule.ts';
import { sumOf } from './rounding.ts';

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

/** The fact of every seed and convention; the seed of a cart that breaks it is in the message. */
function forEveryCart(check: (facts: CartFacts, convention: Convention) => void): void {
  for (const convention of ['included', 'added', 'mixed'] as const) {
    for (const seed of SEEDS) {
      try {
        check(buildRandomFacts(seed, convention), convention);
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
      const added = quote.total - net;
      const expected = {
        included: [0],
        added: [quote.taxIncluded ? 0 : quote.tax],
        mixed: [0, quote.tax],
      };
      expect(added).toBeGreaterThanOrEqual(Math.min(...expected[convention]));
      expect(added).toBeLessThanOrEqual(Math.max(...expected[convention]));
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
    const facts = buildRandomFacts(1, 'added');
    const lines = Array.from({ length: 250 }, (_, index) => ({
      ...buildRandomLine(index, createRandom(index), 'added'),
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
    const base = buildRandomFacts(1, 'added');
    const build = (id: string, priority: number, rule: object): Promotion => {
      const reading = readPromotionRule('PERCENT_OFF', rule);
      if (!reading.ok) {
        throw new Error(JSON.stringify(reading.faults));
      }
      return {
        ...buildRandomPromotion(id, createRandom(1)),
        priority,
        stackable: true,
        requiresVoucher: false,
        rule: reading.rule,
      };
    };
    const [line] = Array.from({ length: 1 }, () => buildRandomLine(0, createRandom(3), 'added'));
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
