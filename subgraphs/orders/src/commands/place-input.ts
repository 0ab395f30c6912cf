import { z } from 'zod';

const id = z.string().min(1).max(100);
const amount = z.int().min(0);
const word = z.string().max(500);
const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/u, 'A country is two capital letters, such as "US".');

const address = z.object({
  name: word,
  company: word.nullable(),
  line1: word,
  line2: word.nullable(),
  city: word,
  region: word.nullable(),
  postalCode: word.nullable(),
  countryCode,
  phone: word.nullable(),
});

const line = z.object({
  variantId: id,
  productId: id.nullish(),
  sku: id,
  name: word,
  options: z.string().max(2000).nullish(),
  imageUrl: z.string().max(2000).nullish(),
  quantity: z.int().min(1).max(9999),
  unitAmount: amount,
  discount: amount,
  tax: amount,
  total: amount,
});

/** The snapshot of a checkout, in minor units of its currency. */
export const placeInput = z.object({
  checkoutId: id,
  customerId: id.nullable(),
  email: z.string().min(3).max(254),
  locale: z.string().max(35),
  countryCode,
  currencyCode: z
    .string()
    .regex(/^[A-Z]{3}$/u, 'A currency is three capital letters, such as "USD".'),
  lines: z.array(line).min(1).max(250),
  subtotal: amount,
  discountTotal: amount,
  shippingTotal: amount,
  taxTotal: amount,
  taxIncluded: z.boolean(),
  total: amount,
  discounts: z.array(z.object({ label: word, voucherCode: word.nullable(), amount })).max(100),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  shippingOption: z.object({ id, carrier: word, service: word, amount }).nullable(),
  quoteHash: z.string().max(128),
});
export type PlaceInput = z.output<typeof placeInput>;
