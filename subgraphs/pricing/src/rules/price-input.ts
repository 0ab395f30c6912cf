import { z } from 'zod';

import { MAX_QUANTITY, countryCode, currencyCode, minorUnits } from '#src/rules/amounts.ts';
import { ANY, FOREVER } from '#src/rules/price-list.ts';

/** Epoch milliseconds, or ISO 8601 as the import format has it. */
export const instant = z.union([
  z.int(),
  z.iso
    .datetime({ offset: true, error: 'Expected an ISO 8601 time such as "2026-01-31T08:00:00Z".' })
    .or(z.iso.date())
    .transform((text) => Date.parse(text)),
]);

const fields = {
  sku: z.string().min(1).max(200),
  currency: currencyCode,
  country: countryCode.nullish(),
  customerGroup: z
    .string()
    .regex(/^[\w:.-]{1,64}$/u, 'Expected 1 to 64 characters of A-Z a-z 0-9 _ : . and -.')
    .nullish(),
  minQuantity: z.int().min(1).max(MAX_QUANTITY).nullish(),
  amount: minorUnits,
  compareAt: minorUnits.nullish(),
  validFrom: instant.nullish(),
  validUntil: instant.nullish(),
};

/** A price to set, with every default but those that depend on the price before. */
export interface NewPrice {
  readonly sku: string;
  readonly currency: string;
  readonly country: string;
  readonly customerGroup: string;
  readonly minQuantity: number;
  readonly amount: number;
  /** Undefined keeps the one before. */
  readonly compareAt: number | null | undefined;
  readonly taxIncluded: boolean | undefined;
  readonly validFrom: number;
  readonly validUntil: number;
}

type Fields = z.output<z.ZodObject<typeof fields>> & {
  readonly taxIncluded?: boolean | null | undefined;
};

function toNewPrice(input: Fields, context: z.core.$RefinementCtx): NewPrice {
  const validFrom = input.validFrom ?? 0;
  const validUntil = input.validUntil ?? FOREVER;
  if (validFrom >= validUntil) {
    context.addIssue({
      code: 'custom',
      path: ['validUntil'],
      message: 'The price ends before it begins.',
    });
  }
  return {
    sku: input.sku,
    currency: input.currency,
    country: input.country ?? ANY,
    customerGroup: input.customerGroup ?? ANY,
    minQuantity: input.minQuantity ?? 1,
    amount: input.amount,
    compareAt: input.compareAt,
    taxIncluded: input.taxIncluded ?? undefined,
    validFrom,
    validUntil,
  };
}

export const priceInput = z
  .object({ ...fields, taxIncluded: z.boolean().nullish() })
  .transform(toNewPrice);

/** A line of the import format: it says everything, so what it leaves out is not kept. */
export const priceLine = z
  .object({ ...fields, taxIncluded: z.boolean() })
  .transform((input, context) => ({
    ...toNewPrice(input, context),
    compareAt: input.compareAt ?? null,
  }));
