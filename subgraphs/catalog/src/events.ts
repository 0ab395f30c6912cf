import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const version1 = { featureVersion: 1, compatibilityVersion: 1 } as const;
const version2 = { featureVersion: 2, compatibilityVersion: 1 } as const;

export const events = defineEvents('catalog', {
  'catalog.product.upserted': {
    purpose:
      'A product or bundle was created or changed, or its categories moved: all that others keep of it.',
    schema: z.strictObject({
      productId: z.string(),
      kind: z.enum(['PRODUCT', 'BUNDLE']),
      status: z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED']),
      version: z.int(),
      brand: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      categoryIds: z.array(z.string()),
      ancestorCategoryIds: z.array(z.string()),
      texts: z.array(
        z.strictObject({
          locale: z.string(),
          slug: z.string(),
          name: z.string(),
          subtitle: z.string().nullable(),
          descriptionHtml: z.string().nullable(),
        }),
      ),
      attributes: z.array(
        z.strictObject({
          code: z.string(),
          value: z.string(),
          unit: z.string().nullable(),
          facetable: z.boolean(),
        }),
      ),
      imageUrl: z.string().nullable(),
      thumbnail: z
        .strictObject({
          url: z.string(),
          alt: z.string().nullable(),
          width: z.int().nullable(),
          height: z.int().nullable(),
        })
        .nullable(),
      variants: z.array(
        z.strictObject({
          variantId: z.string(),
          sku: z.string(),
          gtin: z.string().nullable(),
          position: z.int(),
          taxClass: z.string(),
          archived: z.boolean(),
          imageUrl: z.string().nullable(),
          weightGrams: z.int().nullable(),
          options: z.array(
            z.strictObject({ name: z.string(), value: z.string(), label: z.string() }),
          ),
        }),
      ),
      components: z.array(
        z.strictObject({ variantId: z.string(), sku: z.string(), quantity: z.int() }),
      ),
      createdAt: z.int(),
      updatedAt: z.int(),
    }),
    ...version2,
  },
  'catalog.product.archived': {
    purpose: 'A product was taken off sale for good.',
    schema: z.strictObject({ productId: z.string(), variantIds: z.array(z.string()) }),
    ...version1,
  },
  'catalog.category.changed': {
    purpose: 'A category was created or changed, or moved with one above it.',
    schema: z.strictObject({
      categoryId: z.string(),
      parentId: z.string().nullable(),
      path: z.string(),
      depth: z.int(),
      position: z.int(),
      texts: z.array(z.strictObject({ locale: z.string(), slug: z.string(), name: z.string() })),
    }),
    ...version1,
  },
});
