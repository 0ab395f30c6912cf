import type { Transaction } from '@supergraph/kit/database';
import { hashId } from '@supergraph/kit/ids';
import { defineImportType } from '@supergraph/kit/import';

import type { CatalogDeps } from '#src/context.ts';
import { findProducts } from '#src/data/products.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { findVariantClash } from '#src/find-clash.ts';
import { contentHashOf } from '#src/imports/content-hash.ts';
import { idOfItem, readItem } from '#src/imports/item-content.ts';
import { type ProductLine, productLine } from '#src/rules/import-lines.ts';
import { toLabel } from '#src/rules/labels.ts';
import type { OptionContent, VariantContent } from '#src/rules/product-content.ts';
import { writeProduct } from '#src/write-product.ts';

export const createProductImport = (deps: CatalogDeps) =>
  defineImportType({
    schema: productLine,
    async apply(tx, line, { correlationId }) {
      const id = idOfItem(line.key);
      const contentHash = contentHashOf(line);
      const [before] = await findProducts(tx, [id]);
      if (before?.kind === 'BUNDLE') {
        return { rejected: `"${line.key}" is a bundle already.` };
      }
      if (before?.contentHash === contentHash) {
        return 'unchanged';
      }
      const variants = await readVariants(tx, line);
      const clash = await findVariantClash(tx, id, variants);
      if (clash !== undefined) {
        return { rejected: `"${clash.value}" belongs to another variant, "${clash.existingId}".` };
      }
      const item = await readItem(tx, line, deps.settings.DEFAULT_LOCALE);
      if ('rejected' in item) {
        return item;
      }
      const content = {
        ...item,
        kind: 'PRODUCT' as const,
        options: optionsOf(line),
        variants,
        components: [],
      };
      return writeProduct(tx, { id, before, content, contentHash }, { deps, correlationId });
    },
  });

async function readVariants(
  tx: Transaction,
  { variants, taxClass }: ProductLine,
): Promise<VariantContent[]> {
  const skus = variants.map(({ sku }) => sku);
  // A sku that somebody entered by hand keeps the id it got then: carts and prices hold it.
  const known = new Map((await findVariantsBySku(tx, skus)).map((row) => [row.sku, row.id]));
  return variants.map((variant) => ({
    id: known.get(variant.sku) ?? hashId('var', 'variant', variant.sku),
    sku: variant.sku,
    gtin: variant.gtin ?? null,
    weightGrams: variant.weightGrams ?? null,
    lengthMm: variant.lengthMm ?? null,
    widthMm: variant.widthMm ?? null,
    heightMm: variant.heightMm ?? null,
    taxClass,
    imageUrl: variant.imageUrl ?? null,
    options: variant.options.map(({ name, value, label, swatchHex }) => ({
      name,
      value,
      label: label ?? value,
      swatchHex: swatchHex ?? null,
    })),
  }));
}

/** Options in the order in which the variants name them. */
function optionsOf({ variants }: ProductLine): OptionContent[] {
  const names = new Set(variants.flatMap(({ options }) => options.map(({ name }) => name)));
  return [...names].map((name) => ({ name, label: toLabel(name) }));
}
