import { toMoney } from '@supergraph/kit/money';

import type { ProductVariantResolvers } from '#src/generated/resolvers.ts';

import { knownOrNull } from './known-or-null.ts';

/** Catalog owns the variant. The ERP knows it by its SKU, or not at all. */
export const ProductVariant: ProductVariantResolvers = {
  __resolveReference: ({ sku }) => ({ sku }),

  async listPrice({ sku }, _, { loaders, request }) {
    const amount = knownOrNull(await loaders.listPrice.load(sku))?.value ?? null;
    return amount === null ? null : toMoney(amount, request.currency);
  },

  async supplierLeadTimeDays({ sku }, _, { loaders }) {
    return knownOrNull(await loaders.material.load(sku))?.value?.leadTimeDays ?? null;
  },

  async erpRecord({ sku }, _, { loaders }) {
    const known = knownOrNull(await loaders.material.load(sku));
    return known?.value ? { ...known.value, provenance: known.provenance } : null;
  },
};
