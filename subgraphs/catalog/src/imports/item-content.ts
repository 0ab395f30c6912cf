import type { Transaction } from '@supergraph/kit/database';
import { hashId } from '@supergraph/kit/ids';

import { findBrands } from '#src/data/brands.ts';
import { findProductSlugs, findProductTexts } from '#src/data/products.ts';
import { addBrand } from '#src/data/save-brand.ts';
import { findMissingCategory, findSlugClash } from '#src/find-clash.ts';
import { candidateSlugs, nameInLocales, textIn } from '#src/imports/texts.ts';
import { toHtml } from '#src/rules/html.ts';
import type { ItemLine } from '#src/rules/import-lines.ts';
import {
  type AttributeContent,
  EVERY_LOCALE,
  type ProductContent,
  type ProductTextContent,
} from '#src/rules/product-content.ts';
import { slugify } from '#src/rules/slug.ts';

export type ItemContent = Omit<ProductContent, 'kind' | 'options' | 'variants' | 'components'>;

export const idOfItem = (key: string): string => hashId('prod', 'product', key);
export const idOfCategory = (key: string): string => hashId('cat', 'category', key);

/** Why a line that refers to this category cannot be taken. */
export const describeMissing = (key: string): string =>
  `There is no category "${key}". Import it first, or in the same file.`;

/** What products and bundles have in common, or why the line cannot be taken. Adds the brand when it is new. */
export async function readItem(
  tx: Transaction,
  line: ItemLine,
  defaultLocale: string,
): Promise<ItemContent | { readonly rejected: string }> {
  const id = idOfItem(line.key);
  const categoryIds = [...new Set(line.categoryKeys)].map(idOfCategory);
  const missing = await findMissingCategory(tx, categoryIds);
  if (missing !== undefined) {
    const key = line.categoryKeys.find((candidate) => idOfCategory(candidate) === missing) ?? '';
    return { rejected: describeMissing(key) };
  }
  const texts = await readTexts(tx, line, defaultLocale);
  const slugs = texts.map(({ slug }) => slug);
  const clash = await findSlugClash(tx, id, { kind: 'PRODUCT', slugs });
  if (clash !== undefined) {
    return { rejected: `The slug "${clash.value}" belongs to "${clash.existingId}".` };
  }
  return {
    status: line.status,
    brandId: line.brand == null ? null : await ensureBrand(tx, line.brand),
    categoryIds,
    texts,
    attributes: line.attributes.map(toAttribute),
    media: line.media.map(({ url, alt, width, height }) => ({
      url,
      alt: alt ?? null,
      width: width ?? null,
      height: height ?? null,
      blurhash: null,
    })),
  };
}

async function readTexts(
  tx: Transaction,
  line: ItemLine,
  defaultLocale: string,
): Promise<ProductTextContent[]> {
  const id = idOfItem(line.key);
  const owners = await findProductSlugs(tx, candidateSlugs(line));
  const named = nameInLocales(line, [line.subtitle, line.description], {
    defaultLocale,
    taken: new Set(owners.flatMap((owner) => (owner.id === id ? [] : owner.slug))),
    current: new Map((await findProductTexts(tx, [id])).map(({ locale, slug }) => [locale, slug])),
  });
  return named.map((text) => {
    const description = textIn(line.description, text.locale);
    return {
      ...text,
      subtitle: textIn(line.subtitle, text.locale),
      descriptionHtml: description === null ? null : toHtml(description),
      seoTitle: null,
      seoDescription: null,
    };
  });
}

async function ensureBrand(tx: Transaction, name: string): Promise<string> {
  const id = hashId('brand', 'brand', name.toLowerCase());
  if ((await findBrands(tx, [id])).length === 0) {
    await addBrand(tx, { id, name, slug: slugify(name) || id.slice(-6).toLowerCase() });
  }
  return id;
}

function toAttribute({ code, value, unit }: ItemLine['attributes'][number]): AttributeContent {
  return {
    code,
    unit: unit ?? null,
    values:
      typeof value === 'string'
        ? [{ locale: EVERY_LOCALE, value }]
        : value.map(({ locale, text }) => ({ locale, value: text })),
  };
}
