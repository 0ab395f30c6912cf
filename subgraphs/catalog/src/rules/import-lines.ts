import { z } from 'zod';

import { isSlug } from '#src/rules/slug.ts';

const LOCALE_FORM = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/u;

const key = z.string().trim().min(1).max(200);
const line = z.string().trim().min(1).max(500);
const prose = z.string().trim().min(1).max(50_000);
const locale = z.string().regex(LOCALE_FORM, 'expected a locale such as "de" or "de-CH"');
const slug = z.string().refine(isSlug, 'expected lower-case letters, digits and single dashes');
const address = z
  .string()
  .max(2048)
  .refine(isWebAddress, 'expected an http or https URL, or a path that starts with "/"');
const size = z.int().min(0).max(1_000_000_000);
const hex = z.string().regex(/^#[0-9A-Fa-f]{6}$/u, 'expected a colour such as "#1f3a5f"');

const skuShape = z.string().trim().min(1).max(100);
const gtinShape = z.string().regex(/^(\d{8}|\d{12,14})$/u, 'expected 8, 12, 13 or 14 digits');

/** A text by locale, as sorted pairs: the order in the file makes no difference. */
function textByLocale(shape: z.ZodType<string>) {
  return z.record(locale, shape).transform((texts) =>
    Object.entries(texts)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([of, text]) => ({ locale: of, text })),
  );
}

const name = textByLocale(line).refine((texts) => texts.length > 0, 'expected at least one locale');
/** One slug for all locales, or one for each. */
const slugs = z.union([slug.transform((text) => [{ locale: null, text }]), textByLocale(slug)]);

export const categoryLine = z.object({
  key,
  parentKey: key.nullish(),
  position: z.int().min(0).max(1_000_000).default(0),
  name,
  description: textByLocale(prose).default([]),
  slug: slugs.default([]),
  imageUrl: address.nullish(),
});
export type CategoryLine = z.output<typeof categoryLine>;

const plainValue = z.union([line, z.number(), z.boolean()]).transform(String);

const item = {
  key,
  status: z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED']).default('ACTIVE'),
  brand: line.nullish(),
  categoryKeys: z.array(key).max(50),
  name,
  subtitle: textByLocale(line).default([]),
  description: textByLocale(prose).default([]),
  slug: slugs.default([]),
  taxClass: z.string().trim().min(1).max(50).default('standard'),
  attributes: z
    .array(
      z.object({
        code: z.string().trim().min(1).max(100),
        value: z.union([plainValue, textByLocale(line)]),
        unit: z.string().trim().min(1).max(20).nullish(),
      }),
    )
    .max(500)
    .default([]),
  media: z
    .array(
      z.object({
        url: address,
        alt: line.nullish(),
        width: size.nullish(),
        height: size.nullish(),
      }),
    )
    .max(200)
    .default([]),
};

export const productLine = z.object({
  ...item,
  variants: z
    .array(
      z.object({
        sku: skuShape,
        gtin: gtinShape.nullish(),
        options: z
          .array(
            z.object({
              name: z.string().trim().min(1).max(100),
              value: z.string().trim().min(1).max(200),
              label: line.nullish(),
              swatchHex: hex.nullish(),
            }),
          )
          .max(20)
          .default([])
          .refine(
            (options) => isUnique(options.map((option) => option.name)),
            'an option is there twice',
          ),
        weightGrams: size.nullish(),
        lengthMm: size.nullish(),
        widthMm: size.nullish(),
        heightMm: size.nullish(),
        imageUrl: address.nullish(),
      }),
    )
    .min(1)
    .max(1000)
    .refine((variants) => isUnique(variants.map(({ sku }) => sku)), 'a sku is there twice')
    .refine(
      (variants) => isUnique(variants.flatMap(({ gtin }) => gtin ?? [])),
      'a gtin is there twice',
    ),
});
export type ProductLine = z.output<typeof productLine>;

export const bundleLine = z.object({
  ...item,
  components: z
    .array(z.object({ sku: skuShape, quantity: z.int().min(1).max(1000) }))
    .min(1)
    .max(100)
    .refine((parts) => isUnique(parts.map(({ sku }) => sku)), 'a sku is there twice'),
});

export type ItemLine = Omit<ProductLine, 'variants'>;

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isWebAddress(text: string): boolean {
  if (text.startsWith('/')) {
    return !text.startsWith('//');
  }
  return URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);
}
