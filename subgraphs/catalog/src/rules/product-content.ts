/** A whole product or bundle as it shall be stored, whoever wrote it: an import line or a mutation. */
export interface ProductContent {
  readonly kind: 'PRODUCT' | 'BUNDLE';
  readonly status: 'DRAFT' | 'ACTIVE' | 'ARCHIVED';
  readonly brandId: string | null;
  /** The main one first. */
  readonly categoryIds: readonly string[];
  readonly texts: readonly ProductTextContent[];
  readonly options: readonly OptionContent[];
  readonly attributes: readonly AttributeContent[];
  readonly media: readonly MediaContent[];
  readonly variants: readonly VariantContent[];
  readonly components: readonly ComponentContent[];
}

export interface ProductTextContent {
  readonly locale: string;
  readonly slug: string;
  readonly name: string;
  readonly subtitle: string | null;
  readonly descriptionHtml: string | null;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
}

export interface OptionContent {
  readonly name: string;
  readonly label: string;
}

export interface AttributeContent {
  readonly code: string;
  readonly unit: string | null;
  readonly values: readonly { readonly locale: string; readonly value: string }[];
}

export interface MediaContent {
  readonly url: string;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly blurhash: string | null;
}

export interface VariantContent {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly weightGrams: number | null;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly taxClass: string;
  readonly imageUrl: string | null;
  /** In the order of the product's options. */
  readonly options: readonly VariantOptionContent[];
}

export interface VariantOptionContent {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly swatchHex: string | null;
}

export interface ComponentContent {
  readonly variantId: string;
  readonly quantity: number;
}

/** The locale of values that need no translation. */
export const EVERY_LOCALE = '*';

export interface CategoryTextContent {
  readonly locale: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
}
