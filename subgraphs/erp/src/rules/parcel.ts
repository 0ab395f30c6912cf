export interface ParcelLine {
  readonly sku: string;
  readonly quantity: number;
  readonly weightGrams: number | null;
}

export interface ParcelInput {
  readonly countryCode: string;
  readonly postalCode: string | null;
  readonly currencyCode: string;
  readonly lines: readonly ParcelLine[];
}

/** What freight depends on, in one form: equal questions are equal, and the ERP gets nothing else. */
export interface Parcel {
  readonly country: string;
  /** The first two characters of the postal code; empty without one. */
  readonly area: string;
  readonly currency: string;
  /** Rounded up to 100 g. */
  readonly grams: number;
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
}

/** What a unit is taken to weigh of which nobody knows. */
const USUAL_GRAMS = 500;
const STEP_GRAMS = 100;

/** A parcel in its canonical form: lines of a SKU added up and in order. */
export function toParcel({ countryCode, postalCode, currencyCode, lines }: ParcelInput): Parcel {
  const bySku = [...Map.groupBy(lines, ({ sku }) => sku)].map(([sku, same]) => ({
    sku,
    quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
  const grams = lines.reduce(
    (sum, { quantity, weightGrams }) => sum + quantity * (weightGrams ?? USUAL_GRAMS),
    0,
  );
  return {
    country: countryCode,
    area: (postalCode ?? '')
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .slice(0, 2)
      .toUpperCase(),
    currency: currencyCode,
    grams: Math.max(STEP_GRAMS, Math.ceil(grams / STEP_GRAMS) * STEP_GRAMS),
    items: bySku.toSorted(
      (one, other) => Number(one.sku > other.sku) - Number(one.sku < other.sku),
    ),
  };
}

/** The key of a parcel's quote. */
export function keyOfParcel({ country, area, currency, grams, items }: Parcel): string {
  const content = items.map(({ sku, quantity }) => `${sku}:${quantity}`).join(',');
  return [country, area, currency, grams, content].join('|');
}
