import { colourSwatches } from './grammar/options.ts';
import { demoKey } from './keys.ts';
import type {
  BundleLine,
  Line,
  PriceLine,
  ProductLine,
  StockLine,
  Text,
  Variant,
} from './lines.ts';
import { basePriceLines } from './prices.ts';

/** Products with stable keys and skus, one for each case a storefront must get right. demo/README.md lists them. */
export const PLANTED = {
  lastOne: { key: 'demo-last-one', sku: 'DEMO-LAST-ONE' },
  soldOut: { key: 'demo-sold-out', sku: 'DEMO-SOLD-OUT' },
  archived: { key: 'demo-archived', sku: 'DEMO-ARCHIVED' },
  draft: { key: 'demo-draft', sku: 'DEMO-DRAFT' },
  twoLocales: { key: 'demo-two-locales', sku: 'DEMO-TWO-LOCALES' },
  yen: { key: 'demo-yen', sku: 'DEMO-YEN' },
  dinar: { key: 'demo-dinar', sku: 'DEMO-DINAR' },
  gift: { key: 'demo-gift', sku: 'DEMO-GIFT' },
  vip: { key: 'demo-vip', sku: 'DEMO-VIP' },
  tiers: { key: 'demo-tiers', sku: 'DEMO-TIERS' },
  sale: { key: 'demo-sale', sku: 'DEMO-SALE' },
  countryPrice: { key: 'demo-country-price', sku: 'DEMO-COUNTRY-PRICE' },
  noPrice: { key: 'demo-no-price', sku: 'DEMO-NO-PRICE' },
  reducedTax: { key: 'demo-reduced-tax', sku: 'DEMO-REDUCED-TAX' },
  options: { key: 'demo-options', sku: 'DEMO-OPTIONS-NAV-S' },
  bundle: { key: 'demo-bundle', sku: null },
} as const;

type Case = keyof typeof PLANTED;

interface Plant {
  readonly categoryKey: string;
  readonly name: Text;
  readonly dollarCents: number;
  readonly status?: 'DRAFT' | 'ACTIVE' | 'ARCHIVED';
  readonly taxClass?: 'standard' | 'reduced';
}

const PLANTS: Readonly<Record<Exclude<Case, 'options' | 'bundle'>, Plant>> = {
  lastOne: plant(
    'desk-lamps',
    [
      'Hearthwell Final Desk Lamp',
      'Hearthwell Final Schreibtischlampe',
      'Lampe de bureau Hearthwell Final',
    ],
    4999,
  ),
  soldOut: plant(
    'headphones',
    ['Voltiq Silence Headphones', 'Voltiq Silence Kopfhörer', 'Casque audio Voltiq Silence'],
    19_999,
  ),
  archived: {
    ...plant(
      'kettles',
      ['Kettelby Classic Kettle', 'Kettelby Classic Wasserkocher', 'Bouilloire Kettelby Classic'],
      3999,
    ),
    status: 'ARCHIVED',
  },
  draft: {
    ...plant(
      'tents',
      ['Cairnway Prototype Tent', 'Cairnway Prototype Zelt', 'Tente Cairnway Prototype'],
      24_999,
    ),
    status: 'DRAFT',
  },
  twoLocales: {
    categoryKey: 'board-games',
    name: { en: 'Pimpelmoos Letter Forest Board Game', de: 'Pimpelmoos Buchstabenwald Brettspiel' },
    dollarCents: 2999,
  },
  yen: plant(
    'earbuds',
    ['Ondelia Tokyo Earbuds', 'Ondelia Tokyo Ohrhörer', 'Écouteurs Ondelia Tokyo'],
    5999,
  ),
  dinar: plant(
    'perfumes',
    ['Aurelle Gulf Perfume', 'Aurelle Gulf Parfum', 'Parfum Aurelle Gulf'],
    8999,
  ),
  gift: plant(
    'backpacks',
    ['Velora Thank-You Tote', 'Velora Dankeschön-Tasche', 'Sac Velora Merci'],
    999,
  ),
  vip: plant(
    'office-chairs',
    [
      'Nordhaven Patron Office Chair',
      'Nordhaven Patron Bürostuhl',
      'Chaise de bureau Nordhaven Patron',
    ],
    29_999,
  ),
  tiers: plant(
    'mugs',
    ['Copperleaf Canteen Mug', 'Copperleaf Kantine Tasse', 'Mug Copperleaf Cantine'],
    1000,
  ),
  sale: plant(
    'towels',
    ['Casavera Summer Towel', 'Casavera Sommer Handtuch', 'Serviette de bain Casavera Été'],
    1999,
  ),
  countryPrice: plant(
    'monitors',
    ['Halvex Border Monitor', 'Halvex Border Monitor', 'Écran Halvex Border'],
    34_999,
  ),
  noPrice: plant(
    'floor-lamps',
    [
      'Fjellhus Priceless Floor Lamp',
      'Fjellhus Unbezahlbar Stehlampe',
      'Lampadaire Fjellhus Inestimable',
    ],
    0,
  ),
  reducedTax: {
    ...plant(
      'coffee-beans',
      [
        'Monte Sereno House Coffee Beans',
        'Monte Sereno Hausmischung Kaffeebohnen',
        'Café en grains Monte Sereno Maison',
      ],
      1499,
    ),
    taxClass: 'reduced',
  },
};

function plant(
  categoryKey: string,
  [en, de, fr]: readonly [string, string, string],
  dollarCents: number,
): Plant {
  return { categoryKey, name: { en, de, fr }, dollarCents };
}

/** How many products plantedLines yields, so that a profile can count them in. */
export const PLANTED_PRODUCTS = Object.keys(PLANTS).length + 1;

export function* plantedLines(): Generator<Line> {
  for (const [name, planted] of Object.entries(PLANTS)) {
    yield* linesOf(name as keyof typeof PLANTS, planted);
  }
  yield* optionLines();
  yield bundleLine();
}

function* linesOf(name: keyof typeof PLANTS, planted: Plant): Generator<Line> {
  const { key, sku } = PLANTED[name];
  yield productLine(key, planted, [{ sku, weightGrams: 500, imageUrl: imageUrl(key) }]);
  yield* pricesOf(name, sku, planted);
  yield stockLine(sku, name === 'lastOne' ? 1 : name === 'soldOut' ? 0 : 40);
}

function* pricesOf(name: keyof typeof PLANTS, sku: string, planted: Plant): Generator<PriceLine> {
  if (name === 'noPrice') {
    return;
  }
  const { dollarCents, taxClass = 'standard' } = planted;
  yield* basePriceLines({ sku, dollarCents, taxClass, alsoIn: [] });
  for (const price of EXTRA_PRICES[name] ?? []) {
    yield { type: 'price', sku, ...price };
  }
}

const EURO = { currency: 'EUR', taxIncluded: true } as const;
const DOLLAR = { currency: 'USD', taxIncluded: false } as const;

/** Times are far from today on both sides, so that a case stays what it is. */
const EXTRA_PRICES: Partial<Record<Case, readonly Omit<PriceLine, 'type' | 'sku'>[]>> = {
  yen: [{ currency: 'JPY', amount: 9800, taxIncluded: true }],
  dinar: [{ currency: 'KWD', amount: 27_625, taxIncluded: true }],
  vip: [
    { ...EURO, customerGroup: 'vip', amount: 24_999 },
    { ...DOLLAR, customerGroup: 'vip', amount: 22_999 },
  ],
  tiers: [
    { ...EURO, minQuantity: 6, amount: 899 },
    { ...EURO, minQuantity: 24, amount: 749 },
    { ...DOLLAR, minQuantity: 6, amount: 899 },
    { ...DOLLAR, minQuantity: 24, amount: 749 },
  ],
  sale: [
    { ...EURO, amount: 1299, compareAt: 2199, ...period('2020-06-01', '2020-09-01') },
    { ...EURO, amount: 1499, compareAt: 2199, ...period('2020-09-02', '2099-01-01') },
    { ...EURO, amount: 999, compareAt: 2199, ...period('2099-01-02', '2099-02-01') },
  ],
  countryPrice: [{ ...EURO, country: 'FR', amount: 39_999 }],
};

function period(from: string, until: string): { validFrom: string; validUntil: string } {
  return { validFrom: `${from}T00:00:00.000Z`, validUntil: `${until}T00:00:00.000Z` };
}

/** Two colours by three sizes: the swatch picker's product. */
function* optionLines(): Generator<Line> {
  const { key } = PLANTED.options;
  const swatches = colourSwatches(['navy', 'mustard']);
  const variants = swatches.flatMap(({ code, option }) =>
    ['S', 'M', 'L'].map((size): Variant => ({
      sku: `DEMO-OPTIONS-${code}-${size}`,
      options: [option, { name: 'size', value: size.toLowerCase(), label: size }],
      weightGrams: 180,
      imageUrl: imageUrl(`${key}-${option.value}`),
    })),
  );
  const name = {
    en: 'Linden & Rook Everyday T-Shirt',
    de: 'Linden & Rook Alltag T-Shirt',
    fr: 'T-shirt Linden & Rook Quotidien',
  };
  yield productLine(key, { categoryKey: 't-shirts', name, dollarCents: 2499 }, variants);
  for (const { sku } of variants) {
    yield* basePriceLines({ sku, dollarCents: 2499, taxClass: 'standard', alsoIn: ['JP'] });
    yield stockLine(sku, 25);
  }
}

function productLine(key: string, planted: Plant, variants: readonly Variant[]): ProductLine {
  return {
    type: 'product',
    key,
    status: planted.status ?? 'ACTIVE',
    brand: brandOf(planted.name),
    categoryKeys: [demoKey(planted.categoryKey)],
    name: planted.name,
    taxClass: planted.taxClass ?? 'standard',
    media: [{ url: imageUrl(key), alt: planted.name.en, width: 1200, height: 1200 }],
    variants,
  };
}

/** The brand is the first word, or two of them: "Linden & Rook", "Monte Sereno". */
function brandOf({ en }: Text): string {
  return /^(?:Linden & Rook|Monte Sereno)/u.exec(en)?.[0] ?? en.split(' ')[0] ?? en;
}

function bundleLine(): BundleLine {
  const name = { en: 'Home Office Set', de: 'Homeoffice-Set', fr: 'Ensemble télétravail' };
  return {
    type: 'bundle',
    key: PLANTED.bundle.key,
    status: 'ACTIVE',
    brand: 'Nordhaven',
    categoryKeys: [demoKey('office-chairs')],
    name,
    description: {
      en: 'An office chair, a monitor and two mugs for the colleague who works from home.',
      de: 'Ein Bürostuhl, ein Monitor und zwei Tassen für alle, die zu Hause arbeiten.',
      fr: 'Une chaise de bureau, un écran et deux mugs pour travailler chez soi.',
    },
    media: [{ url: imageUrl(PLANTED.bundle.key), alt: name.en, width: 1200, height: 1200 }],
    components: [
      { sku: PLANTED.vip.sku, quantity: 1 },
      { sku: PLANTED.countryPrice.sku, quantity: 1 },
      { sku: PLANTED.tiers.sku, quantity: 2 },
    ],
  };
}

function imageUrl(name: string): string {
  return `https://img.example/products/${name}.svg`;
}

function stockLine(sku: string, onHand: number): StockLine {
  return { type: 'stock', sku, locationKey: demoKey('wh-leipzig'), onHand };
}
