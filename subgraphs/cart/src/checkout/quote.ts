import { variantUnavailableError } from '#src/rules/errors.ts';
import type { VariantOption } from '#src/tables.ts';
import { z } from 'zod';

const amount = z.int();

/** What pricing says a cart costs; frozen with the checkout, and what is charged. */
export const quoteShape = z.object({
  currency: z.string(),
  subtotal: amount,
  discountTotal: amount,
  shipping: amount.nullable(),
  tax: amount,
  taxIncluded: z.boolean(),
  total: amount,
  lines: z.array(
    z.object({
      lineId: z.string(),
      unitPrice: amount.nullable(),
      subtotal: amount,
      discount: amount,
      prorated: amount,
      tax: amount,
      total: amount,
    }),
  ),
  unpricedLineIds: z.array(z.string()),
  discounts: z.array(z.object({ label: z.string(), voucherCode: z.string().nullable(), amount })),
  quoteHash: z.string(),
  expiresAt: z.number(),
});
export type Quote = z.output<typeof quoteShape>;

/** A line as it was when the checkout began: the order shows it so, whatever becomes of the product. */
export interface CheckoutLine {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly options: readonly VariantOption[];
  readonly imageUrl: string | null;
  readonly weightGrams: number | null;
  readonly quantity: number;
}

/** One error for each line that has no price for this buyer any more. */
export function unpricedErrors(
  { unpricedLineIds }: Quote,
  lines: readonly CheckoutLine[],
  path: readonly string[],
) {
  return lines
    .filter(({ id }) => unpricedLineIds.includes(id))
    .map(({ variantId }) => variantUnavailableError(variantId, path));
}
