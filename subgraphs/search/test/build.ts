import { createTestService } from '@supergraph/kit/testing';

import { search } from '#src/subgraph.ts';

export interface ProductFacts {
  readonly id: string;
  readonly name?: string;
  /** By locale, beside English. */
  readonly names?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly brand?: string | null;
  readonly categoryIds?: readonly string[];
  readonly attributes?: readonly { code: string; value: string; unit?: string }[];
  /** Option `color` of each variant; SKUs are the product's id with the colour. */
  readonly colors?: readonly string[];
  readonly status?: string;
  readonly createdAt?: number;
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A product as catalog tells of it. Ids of variants are `var-ID-COLOR`, SKUs `ID-COLOR` in upper case. */
export function productUpserted({ id, names = {}, colors = ['red'], ...facts }: ProductFacts) {
  const { name = `Product ${id}`, brand = null, categoryIds = [] } = facts;
  const texts = Object.entries({ en: name, ...names }).map(([locale, of]) => ({
    locale,
    slug: `${id}-${locale}`,
    name: of,
    subtitle: null,
    descriptionHtml: facts.description ?? null,
  }));
  return {
    type: 'catalog.product.upserted',
    key: id,
    data: {
      productId: id,
      kind: 'PRODUCT',
      status: facts.status ?? 'ACTIVE',
      version: 1,
      brand: brand === null ? null : { id: `brand-${brand.toLowerCase()}`, name: brand },
      categoryIds: categoryIds.slice(-1),
      ancestorCategoryIds: categoryIds,
      texts,
      attributes: (facts.attributes ?? []).map((one) => ({ unit: null, facetable: true, ...one })),
      imageUrl: `https://img.example/${id}.webp`,
      thumbnail: { url: `https://img.example/${id}.webp`, alt: name, width: 100, height: 50 },
      variants: colors.map((color, position) => ({
        variantId: `var-${id}-${color}`,
        sku: `${id}-${color}`.toUpperCase(),
        gtin: null,
        position,
        taxClass: 'standard',
        archived: false,
        imageUrl: null,
        weightGrams: null,
        options: [{ name: 'color', value: color, label: capitalize(color) }],
      })),
      components: [],
      createdAt: facts.createdAt ?? 1000,
      updatedAt: 2000,
    },
  };
}

export function productArchived(id: string) {
  return {
    type: 'catalog.product.archived',
    key: id,
    data: { productId: id, variantIds: [] },
  };
}

export function categoryChanged(
  id: string,
  names: Readonly<Record<string, string>>,
  parentId: string | null = null,
) {
  return {
    type: 'catalog.category.changed',
    key: id,
    data: {
      categoryId: id,
      parentId,
      path: parentId === null ? `/${id}/` : `/${parentId}/${id}/`,
      depth: parentId === null ? 0 : 1,
      position: 0,
      texts: Object.entries(names).map(([locale, name]) => ({ locale, slug: id, name })),
    },
  };
}

export interface PriceFacts {
  readonly currency?: string;
  readonly country?: string | null;
  readonly customerGroup?: string | null;
  readonly minQuantity?: number;
  readonly validFrom?: number | null;
  readonly validUntil?: number | null;
}

/** What one variant costs, in USD for everybody unless said otherwise. */
export function priceChanged(variantId: string, amount: number, facts: PriceFacts = {}) {
  return {
    type: 'pricing.price.changed',
    key: variantId,
    data: {
      sku: variantId,
      variantId,
      productId: '',
      currency: 'USD',
      country: null,
      customerGroup: null,
      minQuantity: 1,
      previousAmount: null,
      taxIncluded: false,
      validFrom: null,
      validUntil: null,
      amount,
      ...facts,
    },
  };
}

export function stockChanged(variantId: string, status: string) {
  return {
    type: 'inventory.stock.changed',
    key: variantId,
    data: {
      variantId,
      productId: '',
      sku: variantId,
      status,
      previousStatus: null,
      available: 1,
      maxPerOrder: null,
      updatedAt: 1,
    },
  };
}

/** The service with these products in its index. */
export async function createStocked(
  products: readonly ProductFacts[],
  options: Parameters<typeof createTestService>[1] = {},
) {
  const service = await createTestService(search, options);
  await service.receive('catalog', products.map(productUpserted));
  return service;
}

export type SearchService = Awaited<ReturnType<typeof createStocked>>;

/** Ids of what a search finds, in its order. */
export async function findIds(
  service: SearchService,
  input: object,
  { first = 24, ...request }: { readonly first?: number; readonly locale?: string } = {},
): Promise<string[]> {
  const { data, errors } = await service.execute(
    'query ($input: SearchInput!, $first: Int) { search(input: $input, first: $first) { nodes { id } } }',
    { input, first },
    request,
  );
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data.search.nodes.map(({ id }: { readonly id: string }) => id);
}
