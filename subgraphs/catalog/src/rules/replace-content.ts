import { EVERY_LOCALE, type ProductContent, type VariantContent } from './product-content.ts';
import type { ProductInput } from './product-input.ts';

interface StoredText {
  readonly locale: string;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
}

interface StoredMedia {
  readonly url: string;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly blurhash: string | null;
}

interface StoredOption {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly swatchHex: string | null;
}

export interface Replaced {
  /** Ids of the variants, in the order of the input. */
  readonly ids: readonly string[];
  readonly sanitize: (html: string) => string | null;
  readonly texts: readonly StoredText[];
  readonly media: readonly StoredMedia[];
  readonly options: readonly StoredOption[];
}

/** The product that an input asks for. What the input has no word for, such as swatches, stays as it was. */
export function replaceContent(input: ProductInput, before: Replaced): ProductContent {
  return {
    kind: 'PRODUCT',
    status: input.status,
    brandId: input.brandId ?? null,
    categoryIds: input.categoryIds,
    texts: input.translations.map((text) => toText(text, input.slug, before)),
    options: input.options.map(({ name, label }) => ({ name, label })),
    attributes: input.attributes.map(({ code, value, unit }) => ({
      code,
      unit: unit ?? null,
      values: [{ locale: EVERY_LOCALE, value }],
    })),
    media: input.mediaUrls.map((url) => {
      const stored = before.media.find((one) => one.url === url);
      return {
        url,
        alt: stored?.alt ?? null,
        width: stored?.width ?? null,
        height: stored?.height ?? null,
        blurhash: stored?.blurhash ?? null,
      };
    }),
    variants: input.variants.map((variant, place) =>
      toVariant(variant, { id: before.ids[place] ?? '', input, before }),
    ),
    components: [],
  };
}

function toText(
  { locale, name, subtitle, descriptionHtml, slug }: ProductInput['translations'][number],
  slugOfProduct: string,
  { texts, sanitize }: Replaced,
) {
  const stored = texts.find((text) => text.locale === locale);
  return {
    locale,
    slug: slug ?? slugOfProduct,
    name,
    subtitle: subtitle ?? null,
    descriptionHtml: descriptionHtml == null ? null : sanitize(descriptionHtml),
    seoTitle: stored?.seoTitle ?? null,
    seoDescription: stored?.seoDescription ?? null,
  };
}

function toVariant(
  variant: ProductInput['variants'][number],
  { id, input, before }: { id: string; input: ProductInput; before: Replaced },
): VariantContent {
  return {
    id,
    sku: variant.sku,
    gtin: variant.gtin ?? null,
    weightGrams: variant.weightGrams ?? null,
    lengthMm: variant.lengthMm ?? null,
    widthMm: variant.widthMm ?? null,
    heightMm: variant.heightMm ?? null,
    taxClass: variant.taxClass,
    imageUrl: variant.mediaUrl ?? null,
    options: input.options.map(({ name }) => {
      const value = variant.selectedOptions.find((one) => one.name === name)?.value ?? '';
      const stored = before.options.find((one) => one.name === name && one.value === value);
      return {
        name,
        value,
        label: stored?.label ?? value,
        swatchHex: stored?.swatchHex ?? null,
      };
    }),
  };
}
