import {
  type PricingService,
  buildCart,
  buildPrice,
  buildPromotion,
  command,
  createPricing,
  importAll,
  knowSkus,
  readTotals,
} from './build.ts';

export const CODE = { voucherCodes: ['SAVE10'] };
export const HOUR_MS = 3_600_000;

/** Variant A at 10.00 USD, and a promotion of ten percent behind a code. */
export async function createShop(more: object = {}, now?: () => number): Promise<PricingService> {
  const service = await createPricing(now);
  await knowSkus(service, ['A']);
  await importAll(service, [
    buildPrice('A', 1000),
    buildPromotion('ten', 'PERCENT_OFF', { permyriad: 1000 }, { ...CODE, ...more }),
  ]);
  return service;
}

export async function quote(
  service: PricingService,
  reference: string | null,
  cart: object = buildCart(['A'], CODE),
) {
  const { answer } = await command(service, 'quote', { body: { reference, cart } });
  return answer;
}

export async function redeem(service: PricingService, reference: string, cart?: object) {
  const { quoteHash } = await quote(service, reference, cart);
  const { answer } = await command(service, 'redeem', { body: { reference, quoteHash } });
  return answer;
}

export const settle = async (
  service: PricingService,
  name: 'release' | 'confirm',
  reference: string,
) => (await command(service, name, { body: { reference } })).answer;

export async function readReason(service: PricingService, cart: object = buildCart(['A'], CODE)) {
  const [totals] = await readTotals(service, [cart]);
  return totals.vouchers[0].reason;
}
