import { pickByLocale } from '@supergraph/kit/locales';
import { readPage } from '@supergraph/kit/paging';

import { createPage } from '#src/connections.ts';
import type { Context } from '#src/context.ts';
import type { VariantFilter } from '#src/data/variants.ts';
import { idsOfPath } from '#src/describe.ts';
import type { ProductResolvers, ProductVariantsArgs } from '#src/generated/resolvers.ts';
import { findReferred, textOf } from '#src/reading.ts';
import { itemFields } from '#src/resolvers/catalog-item.ts';
import { toLabel } from '#src/rules/labels.ts';
import { valuesInUse } from '#src/rules/options.ts';
import { EVERY_LOCALE } from '#src/rules/product-content.ts';
import { describeForSearch } from '#src/rules/seo.ts';
import type { CategoryRow, ProductRow } from '#src/tables.ts';

export const Product: ProductResolvers = {
  ...itemFields,
  __resolveReference: async (reference, context) => {
    const id =
      'id' in reference ? reference.id : await context.loaders.productIdBySlug.load(reference.slug);
    const row = id === null ? null : await findReferred(id, context);
    return row?.kind === 'PRODUCT' ? row : null;
  },
  breadcrumbs: listBreadcrumbs,
  attributes: async ({ id }, _args, { loaders, locales }) => {
    const facts = await loaders.attributes.load(id);
    const chain = [...locales, EVERY_LOCALE];
    return [...Map.groupBy(facts, ({ position }) => position).values()]
      .flatMap((values) => pickByLocale(values, chain) ?? [])
      .map(({ code, value, unit, facetable }) => ({
        code,
        label: toLabel(code),
        value,
        unit,
        facetable,
      }));
  },
  options: async ({ id }, _args, { loaders }) => {
    const [options, used] = await Promise.all([
      loaders.options.load(id),
      loaders.optionsInUse.load(id),
    ]);
    return options.map(({ name, label }) => ({ name, label, values: valuesInUse(name, used) }));
  },
  variants: listVariantsOf,
  defaultVariant: async ({ id }, _args, { loaders }) => {
    const [row] = await loaders.variantPage.load({
      productId: id,
      page: readPage({ first: 1 }, { sort: 'variants', filter: null }),
      filter: { withArchived: false, selectedOptions: [] },
    });
    return row ?? null;
  },
  seo: async (row, _args, context) => describeForSearch(await textOf(row, context)),
  translations: async ({ id }, _args, { loaders }) => [...(await loaders.productTexts.load(id))],
};

async function listBreadcrumbs(
  { id }: ProductRow,
  _args: object,
  { loaders }: Context,
): Promise<CategoryRow[]> {
  const [main] = await loaders.categoriesOfProduct.load(id);
  if (main === undefined) {
    return [];
  }
  const path = await Promise.all(
    idsOfPath(main.category).map((step) => loaders.category.load(step)),
  );
  return path.filter((step) => step !== null);
}

async function listVariantsOf(
  { id: productId }: ProductRow,
  args: Partial<ProductVariantsArgs>,
  { loaders, audience }: Context,
) {
  const selectedOptions = args.selectedOptions ?? [];
  const filter: VariantFilter = { withArchived: audience === 'STAFF', selectedOptions };
  const page = readPage(args, {
    sort: 'variants',
    filter: [productId, selectedOptions],
    defaultFirst: 50,
  });
  return createPage({
    rows: await loaders.variantPage.load({ productId, page, filter }),
    page,
    keyOf: (row) => [row.position, row.id],
    countAll: async () => {
      const [count] = await loaders.variantCount.load({ productId, filter });
      return count ?? 0;
    },
  });
}
