import { z } from 'zod';

const text = z.object({ locale: z.string(), slug: z.string(), name: z.string() });

/** What search reads of `catalog.product.upserted`. */
export const upserted = z.object({
  productId: z.string(),
  kind: z.string(),
  status: z.string(),
  brand: z.object({ id: z.string(), name: z.string() }).nullable(),
  ancestorCategoryIds: z.array(z.string()),
  texts: z
    .array(text.extend({ subtitle: z.string().nullish(), descriptionHtml: z.string().nullish() }))
    .min(1),
  attributes: z.array(
    z.object({
      code: z.string(),
      value: z.string(),
      unit: z.string().nullish(),
      // Since feature version 2, as are thumbnail and createdAt.
      facetable: z.boolean().nullish(),
    }),
  ),
  imageUrl: z.string().nullish(),
  thumbnail: z
    .object({
      url: z.string(),
      alt: z.string().nullable(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    })
    .nullish(),
  variants: z.array(
    z.object({
      variantId: z.string(),
      sku: z.string(),
      gtin: z.string().nullish(),
      position: z.int(),
      archived: z.boolean(),
      options: z.array(z.object({ name: z.string(), value: z.string(), label: z.string() })),
    }),
  ),
  createdAt: z.int().nullish(),
  updatedAt: z.int(),
});
export type UpsertedProduct = z.output<typeof upserted>;

/** What search reads of `catalog.category.changed`. */
export const categoryChanged = z.object({
  categoryId: z.string(),
  parentId: z.string().nullable(),
  path: z.string(),
  depth: z.int(),
  position: z.int(),
  texts: z.array(text),
});
export type ChangedCategory = z.output<typeof categoryChanged>;
