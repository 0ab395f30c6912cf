import type { Transaction } from '@supergraph/kit/database';
import { notFoundError } from '@supergraph/kit/user-errors';
import { z } from 'zod';

import { findListPrices, putListPrice } from '#src/data/list-prices.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { currencyCode, minorUnits } from '#src/rules/amounts.ts';
import type { WriteOutcome } from '#src/write-price.ts';

/** A list price to set: null says that there is none. */
export const listPriceInput = z.object({
  sku: z.string().min(1).max(200),
  currency: currencyCode,
  amount: minorUnits.nullable(),
});

/** As a mutation has it, which cannot tell null from nothing. */
export const listPriceChange = listPriceInput.extend({
  amount: minorUnits.nullish().transform((amount) => amount ?? null),
});

/** Sets the list price of a sku in a currency. Refuses an unknown sku. */
export async function writeListPrice(
  tx: Transaction,
  { sku, currency, amount }: z.output<typeof listPriceInput>,
  at: number,
): Promise<WriteOutcome> {
  if ((await findVariantsBySku(tx, [sku])).length === 0) {
    const error = notFoundError(`There is no variant with sku "${sku}".`, ['sku']);
    return { status: 'refused', error };
  }
  const [before] = await findListPrices(tx, { skus: [sku], currencies: [currency] });
  if (before?.amount === amount) {
    return { status: 'unchanged' };
  }
  await putListPrice(tx, { sku, currency, amount, at });
  return { status: before === undefined ? 'created' : 'updated' };
}
