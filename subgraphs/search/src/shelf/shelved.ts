import type { FacetValue } from '#src/shelf/facet-values.ts';

/** A text of a product, without the text. */
export interface ShelvedDoc {
  readonly id: number;
  readonly locale: string;
  /** Folded name. */
  readonly nameKey: string;
  readonly nameWords: number;
}

/** A product as queries narrow and sort it. */
export interface ShelvedProduct {
  readonly id: number;
  readonly productId: string;
  readonly createdAt: number;
  /** Null while inventory has not told. */
  readonly stock: number | null;
  /** Mean of the stars; 0 while nobody has rated it. */
  readonly stars: number;
  /** Drawn towards the mean of all while there are few: the one to sort by. */
  readonly rating: number;
  readonly sold: number;
  /** Categories are values too, of the facet `category`. */
  readonly values: readonly FacetValue[];
  readonly categoryIds: readonly string[];
  readonly docs: readonly ShelvedDoc[];
}
