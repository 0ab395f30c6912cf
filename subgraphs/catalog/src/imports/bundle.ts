import { defineImportType } from '@supergraph/kit/import';

import type { CatalogDeps } from '#src/context.ts';
import { findProducts } from '#src/data/products.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { contentHashOf } from '#src/imports/content-hash.ts';
import { idOfItem, readItem } from '#src/imports/item-content.ts';
import { bundleLine } from '#src/rules/import-lines.ts';
import { writeProduct } from '#src/write-product.ts';

export const createBundleImport = (deps: CatalogDeps) =>
  defineImportType({
    schema: bundleLine,
    async apply(tx, line, { correlationId }) {
      const id = idOfItem(line.key);
      const contentHash = contentHashOf(line);
      const [before] = await findProducts(tx, [id]);
      if (before?.kind === 'PRODUCT') {
        return { rejected: `"${line.key}" is a product already.` };
      }
      if (before?.contentHash === contentHash) {
        return 'unchanged';
      }
      const skus = line.components.map(({ sku }) => sku);
      const ids = new Map((await findVariantsBySku(tx, skus)).map((row) => [row.sku, row.id]));
      const missing = skus.find((sku) => !ids.has(sku));
      if (missing !== undefined) {
        return { rejected: `There is no variant with sku "${missing}".` };
      }
      const item = await readItem(tx, line, deps.settings.DEFAULT_LOCALE);
      if ('rejected' in item) {
        return item;
      }
      const content = {
        ...item,
        kind: 'BUNDLE' as const,
        options: [],
        variants: [],
        components: line.components.map(({ sku, quantity }) => ({
          variantId: ids.get(sku) ?? '',
          quantity,
        })),
      };
      return writeProduct(tx, { id, before, content, contentHash }, { deps, correlationId });
    },
  });
