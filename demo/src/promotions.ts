import { words } from './grammar/words.ts';
import { demoKey } from './keys.ts';
import type { PromotionLine } from './lines.ts';
import { PLANTED } from './planted.ts';

/** Voucher codes with stable meaning; demo/README.md lists them. */
export const VOUCHERS = {
  /** 10 % off the order, for everybody, as often as they like. */
  welcome: 'WELCOME10',
  /** 5 off the order, once a customer. */
  amountOff: 'FIVEOFF',
  /** Ended in 2020. */
  expired: 'SUMMER2020',
  /** Begins in 2099. */
  notYet: 'WINTER2099',
} as const;

/** Promotion keys; every kind a shop can have is there once. */
const PROMOTIONS = {
  welcome: 'demo-welcome',
  amountOff: 'demo-amount-off',
  expired: 'demo-expired',
  notYet: 'demo-not-yet',
  gift: 'demo-gift-with-purchase',
  buyTwoGetOne: 'demo-buy-two-get-one',
  freeShipping: 'demo-free-shipping',
  tiered: 'demo-tiered',
  fixedPrice: 'demo-fixed-price',
} as const;

/** Yen have no minor unit, dinars have a thousand. */
const FIFTY = { USD: 5000, EUR: 5000, GBP: 5000, JPY: 8000, KWD: 15_000 };
const HUNDRED = { USD: 10_000, EUR: 10_000, GBP: 10_000, JPY: 16_000, KWD: 30_000 };

export function* promotionLines(): Generator<PromotionLine> {
  yield* voucherPromotions();
  yield* lineOffers();
  yield* orderOffers();
}

function* voucherPromotions(): Generator<PromotionLine> {
  yield promotion(PROMOTIONS.welcome, 'PERCENT_OFF', {
    label: words('10% off your order|10 % auf die Bestellung|10 % sur la commande'),
    rule: { permyriad: 1000, target: 'ORDER' },
    voucherCodes: [VOUCHERS.welcome],
    stackable: true,
    priority: 10,
  });
  yield promotion(PROMOTIONS.amountOff, 'AMOUNT_OFF', {
    label: words(
      '5 off, once per customer|5 Nachlass, einmal pro Kunde|5 de remise, une fois par client',
    ),
    rule: { amounts: { USD: 500, EUR: 500, GBP: 500, JPY: 800, KWD: 1500 }, target: 'ORDER' },
    voucherCodes: [VOUCHERS.amountOff],
    perCustomerLimit: 1,
    stackable: true,
    priority: 9,
  });
  yield promotion(PROMOTIONS.expired, 'PERCENT_OFF', {
    label: words('Summer 2020: 20% off|Sommer 2020: 20 % Rabatt|Été 2020 : 20 % de remise'),
    rule: { permyriad: 2000, target: 'ORDER' },
    startsAt: '2020-06-01T00:00:00.000Z',
    endsAt: '2020-09-01T00:00:00.000Z',
    voucherCodes: [VOUCHERS.expired],
    stackable: true,
    priority: 10,
  });
  yield promotion(PROMOTIONS.notYet, 'PERCENT_OFF', {
    label: words('Winter 2099: 30% off|Winter 2099: 30 % Rabatt|Hiver 2099 : 30 % de remise'),
    rule: { permyriad: 3000, target: 'ORDER' },
    startsAt: '2099-12-01T00:00:00.000Z',
    voucherCodes: [VOUCHERS.notYet],
    stackable: true,
    priority: 10,
  });
}

function* orderOffers(): Generator<PromotionLine> {
  yield promotion(PROMOTIONS.gift, 'GIFT_WITH_PURCHASE', {
    label: words(
      'A tote as a thank-you from 100|Eine Tasche als Dank ab 100|Un sac offert dès 100',
    ),
    rule: { gift: { sku: PLANTED.gift.sku, quantity: 1 }, when: { minSubtotal: HUNDRED } },
    stackable: true,
    priority: 40,
  });
  yield promotion(PROMOTIONS.freeShipping, 'FREE_SHIPPING', {
    label: words('Free shipping from 50|Versandkostenfrei ab 50|Livraison offerte dès 50'),
    rule: { when: { minSubtotal: FIFTY } },
    stackable: true,
    priority: 1,
  });
}

function* lineOffers(): Generator<PromotionLine> {
  yield promotion(PROMOTIONS.buyTwoGetOne, 'BUY_X_GET_Y', {
    label: words(
      'Chocolate: buy 2, get 1|Schokolade: 2 kaufen, 1 gratis|Chocolat : 2 achetés, 1 offert',
    ),
    rule: {
      buy: { quantity: 2, applies: { categoryKeys: [demoKey('chocolate')] } },
      get: { quantity: 1 },
      maxTimes: 3,
    },
    stackable: false,
    priority: 50,
  });
  yield promotion(PROMOTIONS.tiered, 'TIERED', {
    label: words(
      'Plates: the more, the less|Teller: je mehr, desto günstiger|Assiettes : plus il y en a, moins c’est cher',
    ),
    rule: {
      applies: { categoryKeys: [demoKey('plates')] },
      steps: [
        { minQuantity: 4, permyriad: 500 },
        { minQuantity: 8, permyriad: 1000 },
        { minQuantity: 12, permyriad: 1500 },
      ],
    },
    stackable: true,
    priority: 30,
  });
  yield promotion(PROMOTIONS.fixedPrice, 'FIXED_PRICE', {
    label: words('Coffee for the house price|Kaffee zum Hauspreis|Le café au prix maison'),
    rule: {
      applies: { skus: [PLANTED.reducedTax.sku] },
      when: { minQuantity: 2 },
      amounts: { USD: 1199, EUR: 1299, GBP: 1099 },
    },
    stackable: true,
    priority: 20,
  });
}

function promotion(
  key: string,
  kind: string,
  rest: Omit<PromotionLine, 'type' | 'key' | 'kind'>,
): PromotionLine {
  return { type: 'promotion', key, kind, ...rest };
}
