import { hashId } from '@supergraph/kit/ids';
import { describe, expect, it } from 'vitest';

import {
  type PromotionKind,
  readPromotionRule,
  readPromotionRuleJson,
  writePromotionRule,
} from './promotion-rule.ts';

const VALID: [PromotionKind, object][] = [
  ['PERCENT_OFF', { permyriad: 1000 }],
  [
    'PERCENT_OFF',
    { permyriad: 1, target: 'ORDER', maxAmount: { EUR: 500 }, when: { minQuantity: 2 } },
  ],
  ['AMOUNT_OFF', { amounts: { EUR: 500, KWD: 1 } }],
  ['AMOUNT_OFF', { amounts: 'VOUCHER_BALANCE' }],
  ['FIXED_PRICE', { amounts: { JPY: 0 }, applies: { skus: ['A'] } }],
  ['BUY_X_GET_Y', { buy: { quantity: 2 }, get: { quantity: 1 } }],
  [
    'BUY_X_GET_Y',
    {
      buy: { quantity: 1, applies: { productIds: ['p'] } },
      get: { quantity: 1, permyriad: 5000, applies: { skus: ['B'] } },
      maxTimes: 3,
    },
  ],
  ['FREE_SHIPPING', {}],
  [
    'FREE_SHIPPING',
    { maxAmount: { USD: 900 }, when: { countries: ['US'], customerGroups: ['vip'] } },
  ],
  ['GIFT_WITH_PURCHASE', { gift: { sku: 'MUG' }, when: { minSubtotal: { EUR: 4900 } } }],
  [
    'TIERED',
    {
      steps: [
        { minQuantity: 3, permyriad: 500 },
        { minSubtotal: { EUR: 9900 }, permyriad: 1000 },
      ],
    },
  ],
];

describe('readPromotionRule', () => {
  it.each(VALID)('accepts a %s of %o and reads it again as written', (kind, value) => {
    const reading = readPromotionRule(kind, value);
    if (!reading.ok) {
      throw new Error(JSON.stringify(reading.faults));
    }
    expect(readPromotionRuleJson(kind, writePromotionRule(reading.rule))).toEqual(reading);
  });

  it('turns keys of the import format into ids', () => {
    const reading = readPromotionRule('PERCENT_OFF', {
      permyriad: 1,
      applies: { categoryKeys: ['shoes'], categoryIds: ['cat_1'], productKeys: ['boot'] },
    });
    expect(reading).toMatchObject({
      rule: {
        applies: {
          categoryIds: ['cat_1', hashId('cat', 'category', 'shoes')],
          productIds: [hashId('prod', 'product', 'boot')],
        },
      },
    });
  });

  it.each<[PromotionKind, unknown, string]>([
    ['PERCENT_OFF', null, ''],
    ['PERCENT_OFF', [], ''],
    ['PERCENT_OFF', { permyriad: 0 }, 'permyriad'],
    ['PERCENT_OFF', { permyriad: 10.5 }, 'permyriad'],
    ['PERCENT_OFF', { permyriad: 1, target: 'CART' }, 'target'],
    ['PERCENT_OFF', { permyriad: 1, when: { countries: ['Germany'] } }, 'when.countries.0'],
    ['AMOUNT_OFF', { amounts: {} }, 'amounts'],
    ['AMOUNT_OFF', { amounts: { EUR: '5' } }, 'amounts.EUR'],
    ['AMOUNT_OFF', { amounts: { eur: 5 } }, 'amounts.eur'],
    ['FIXED_PRICE', { amounts: { EUR: 1e12 } }, 'amounts.EUR'],
    ['BUY_X_GET_Y', { buy: { quantity: 0 }, get: { quantity: 1 } }, 'buy.quantity'],
    ['BUY_X_GET_Y', { buy: { quantity: 1 } }, 'get'],
    ['FREE_SHIPPING', { permyriad: 1 }, ''],
    ['GIFT_WITH_PURCHASE', { gift: {} }, 'gift.sku'],
    ['TIERED', { steps: [] }, 'steps'],
    ['TIERED', { steps: [{ permyriad: 5 }] }, 'steps.0.minQuantity'],
  ])('refuses a %s of %j at "%s"', (kind, value, path) => {
    const reading = readPromotionRule(kind, value);
    expect(reading.ok ? [] : reading.faults.map((fault) => fault.path.join('.'))).toContain(path);
  });
});
