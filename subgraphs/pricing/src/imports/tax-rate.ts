import { defineImportType } from '@supergraph/kit/import';
import { z } from 'zod';

import { findTaxRates, putTaxRate } from '#src/data/taxes.ts';
import { countryCode } from '#src/rules/amounts.ts';
import { ANY } from '#src/rules/price-list.ts';
import { canonicalJson } from '#src/rules/quote-hash.ts';

export const taxRateImport = defineImportType({
  schema: z.object({
    country: countryCode,
    region: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,6}$/u, 'Expected the region of an ISO 3166-2 code such as "MN".')
      .transform((region) => region.toUpperCase())
      .nullish(),
    taxClass: z.string().min(1).max(50),
    ratePermyriad: z.int().min(0).max(10_000),
    included: z.boolean(),
    label: z.string().min(1).max(100),
  }),
  async apply(tx, value) {
    const row = { ...value, region: value.region ?? ANY };
    const before = (await findTaxRates(tx, [row.country])).find(
      (rate) => rate.region === row.region && rate.taxClass === row.taxClass,
    );
    if (before !== undefined && canonicalJson(before) === canonicalJson(row)) {
      return 'unchanged';
    }
    await putTaxRate(tx, row);
    return before === undefined ? 'created' : 'updated';
  },
});
