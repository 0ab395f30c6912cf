/** A choice of a variant, such as colour. */
export interface VariantOption {
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

export interface Thumbnail {
  readonly url: string;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

export interface SourceText {
  readonly locale: string;
  readonly slug: string;
  readonly name: string;
  readonly subtitle: string | null;
  /** Plain text. */
  readonly description: string | null;
}

/** What the texts of a product in the index are made from, whatever its categories are called. */
export interface Source {
  readonly texts: readonly SourceText[];
  readonly brand: string | null;
  /** Values of attributes and labels of options. */
  readonly traits: readonly string[];
  readonly skus: readonly string[];
  /** With all above. */
  readonly categoryIds: readonly string[];
}
