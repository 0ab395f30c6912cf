import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { demoLines, generateDemo, type DemoOptions } from './generate.ts';
import type { Line, PriceLine, ProductLine } from './lines.ts';
import { PLANTED } from './planted.ts';
import { VOUCHERS } from './promotions.ts';

function hashOf(options: DemoOptions): string {
  const hash = createHash('sha256');
  for (const line of generateDemo(options)) {
    hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}

const tiny = [...demoLines({ profile: 'tiny' })];
const demo = [...demoLines({ profile: 'demo' })];

function only<Type extends Line['type']>(lines: readonly Line[], type: Type) {
  return lines.filter((line): line is Extract<Line, { type: Type }> => line.type === type);
}

function pricesOf(sku: string): PriceLine[] {
  return only(tiny, 'price').filter((price) => price.sku === sku);
}

function productOf(key: string): ProductLine | undefined {
  return only(tiny, 'product').find((product) => product.key === key);
}

describe('the bytes', () => {
  // A change of the generator changes these on purpose: copy the new hashes, and look at a few lines.
  it('of the tiny profile are pinned', () => {
    expect(hashOf({ profile: 'tiny' })).toBe(
      'b5b56ec0265af4b79605b55682af263baf7c87e03abf4a0f6fa07a7d4581678b',
    );
  });

  it('of the demo profile are pinned', () => {
    expect(hashOf({ profile: 'demo' })).toBe(
      'f9dcbf8de53c5057c9080857ad6851edbc6b124df92c004de43fb13a5b2772de',
    );
  });

  it('differ with the seed', () => {
    expect(hashOf({ profile: 'tiny', seed: 2 })).not.toBe(hashOf({ profile: 'tiny', seed: 1 }));
  });
});

describe('a profile', () => {
  it.each([
    ['tiny', tiny, 60],
    ['demo', demo, 2000],
  ])('%s has as many products as it says', (_, lines, count) => {
    expect(only(lines, 'product')).toHaveLength(count);
  });

  it('has every type of the import format', () => {
    expect(new Set(tiny.map(({ type }) => type))).toEqual(
      new Set([
        'category',
        'taxRate',
        'location',
        'product',
        'price',
        'stock',
        'review',
        'bundle',
        'promotion',
        'helpArticle',
      ]),
    );
  });

  it('is contained in a larger one, so that growing changes nothing', () => {
    const larger = new Set(demo.map((line) => JSON.stringify(line)));
    expect(tiny.filter((line) => !larger.has(JSON.stringify(line)))).toEqual([]);
  });

  it('names each key once', () => {
    const keys = demo.flatMap((line) => ('key' in line ? [`${line.type} ${line.key}`] : []));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names each sku and each GTIN once', () => {
    const variants = only(demo, 'product').flatMap((product) => product.variants);
    const numbers = variants.flatMap(({ sku, gtin }) => (gtin === undefined ? [sku] : [sku, gtin]));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('names each price once', () => {
    const keys = only(demo, 'price').map((price) =>
      [
        price.sku,
        price.currency,
        price.country,
        price.customerGroup,
        price.minQuantity,
        price.validFrom,
      ].join(),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('refers only to lines that came before', () => {
    expect(findForwardReferences(demo)).toEqual([]);
  });

  it('has amounts that are whole minor units above zero', () => {
    expect(
      only(demo, 'price').filter(({ amount }) => !Number.isSafeInteger(amount) || amount <= 0),
    ).toEqual([]);
  });

  it('charges less for more', () => {
    const bySku = Map.groupBy(
      only(demo, 'price').filter(
        ({ currency, customerGroup }) => currency === 'EUR' && customerGroup === undefined,
      ),
      ({ sku, validFrom, country }) => [sku, validFrom, country].join(),
    );
    const rising = [...bySku.values()].filter((prices) =>
      prices.some((price, index) => index > 0 && price.amount >= (prices[index - 1]?.amount ?? 0)),
    );
    expect(rising).toEqual([]);
  });

  it('has GTINs with a right check digit', () => {
    const gtins = only(demo, 'product').flatMap(({ variants }) =>
      variants.flatMap(({ gtin }) => gtin ?? []),
    );
    const weighted = (gtin: string) =>
      Array.from(gtin).reduce(
        (sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3),
        0,
      );
    expect(gtins.filter((gtin) => weighted(gtin) % 10 !== 0)).toEqual([]);
  });

  it('has three levels of categories', () => {
    const parents = new Map(only(tiny, 'category').map(({ key, parentKey }) => [key, parentKey]));
    const depthOf = (key: string | undefined): number =>
      key === undefined ? 0 : 1 + depthOf(parents.get(key));
    expect(new Set([...parents.keys()].map(depthOf))).toEqual(new Set([1, 2, 3]));
  });
});

describe('a planted case', () => {
  it.each(Object.entries(PLANTED))('%s is there under its key', (_, { key }) => {
    expect(tiny.filter((line) => 'key' in line && line.key === key)).toHaveLength(1);
  });

  it('has one unit left', () => {
    const stock = only(tiny, 'stock').filter(({ sku }) => sku === PLANTED.lastOne.sku);
    expect(stock.map(({ onHand }) => onHand)).toEqual([1]);
  });

  it('is archived', () => {
    expect(productOf(PLANTED.archived.key)?.status).toBe('ARCHIVED');
  });

  it('speaks two locales only', () => {
    expect(Object.keys(productOf(PLANTED.twoLocales.key)?.name ?? {})).toEqual(['en', 'de']);
  });

  it.each([
    ['JPY', PLANTED.yen.sku, 9800],
    ['KWD', PLANTED.dinar.sku, 27_625],
  ])('has a price in %s', (currency, sku, amount) => {
    expect(pricesOf(sku).find((price) => price.currency === currency)?.amount).toBe(amount);
  });

  it('has a lower price for the group vip', () => {
    const [base, vip] = pricesOf(PLANTED.vip.sku)
      .filter(({ currency }) => currency === 'EUR')
      .toSorted((one, other) => other.amount - one.amount);
    expect([base?.customerGroup, vip?.customerGroup]).toEqual([undefined, 'vip']);
  });

  it('has quantity tiers', () => {
    const tiers = pricesOf(PLANTED.tiers.sku).filter(({ currency }) => currency === 'EUR');
    expect(tiers.map(({ minQuantity }) => minQuantity ?? 1)).toEqual([1, 6, 24]);
  });

  it('has no price at all', () => {
    expect(pricesOf(PLANTED.noPrice.sku)).toEqual([]);
  });

  it('has a voucher that ended', () => {
    const promotion = only(tiny, 'promotion').find(({ voucherCodes = [] }) =>
      voucherCodes.includes(VOUCHERS.expired),
    );
    expect(Date.parse(promotion?.endsAt ?? '')).toBeLessThan(Date.UTC(2021, 0, 1));
  });

  it('has a voucher without an end', () => {
    const promotion = only(tiny, 'promotion').find(({ voucherCodes = [] }) =>
      voucherCodes.includes(VOUCHERS.welcome),
    );
    expect(promotion).toMatchObject({ kind: 'PERCENT_OFF', rule: { permyriad: 1000 } });
    expect(promotion).not.toHaveProperty('endsAt');
  });

  it('covers every kind of promotion', () => {
    expect(new Set(only(tiny, 'promotion').map(({ kind }) => kind))).toEqual(
      new Set([
        'PERCENT_OFF',
        'AMOUNT_OFF',
        'FIXED_PRICE',
        'BUY_X_GET_Y',
        'FREE_SHIPPING',
        'GIFT_WITH_PURCHASE',
        'TIERED',
      ]),
    );
  });

  it('covers countries with the tax in the price and countries with the tax on top', () => {
    const countries = (included: boolean) => [
      ...new Set(
        only(tiny, 'taxRate')
          .filter((rate) => rate.included === included)
          .map(({ country }) => country),
      ),
    ];
    expect([countries(true), countries(false)]).toEqual([['DE', 'FR', 'GB', 'JP', 'KW'], ['US']]);
  });
});

function findForwardReferences(lines: readonly Line[]): string[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const missing = referencesOf(line).filter((reference) => !seen.has(reference));
    for (const name of namesOf(line)) {
      seen.add(name);
    }
    return missing;
  });
}

function namesOf(line: Line): string[] {
  const own =
    'key' in line ? [`${line.type === 'bundle' ? 'product' : line.type} ${line.key}`] : [];
  return line.type === 'product' ? [...own, ...line.variants.map(({ sku }) => `sku ${sku}`)] : own;
}

type ReferencesByType = {
  [Type in Line['type']]?: (line: Extract<Line, { type: Type }>) => string[];
};

const REFERENCES: ReferencesByType = {
  category: ({ parentKey }) => (parentKey === undefined ? [] : [`category ${parentKey}`]),
  product: ({ categoryKeys }) => categoryKeys.map((key) => `category ${key}`),
  bundle: ({ categoryKeys, components }) => [
    ...categoryKeys.map((key) => `category ${key}`),
    ...components.map(({ sku }) => `sku ${sku}`),
  ],
  price: ({ sku }) => [`sku ${sku}`],
  stock: ({ sku, locationKey }) => [`sku ${sku}`, `location ${locationKey}`],
  review: ({ productKey }) => [`product ${productKey}`],
};

function referencesOf<Type extends Line['type']>(line: Extract<Line, { type: Type }>): string[] {
  return REFERENCES[line.type]?.(line) ?? [];
}
