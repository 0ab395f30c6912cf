/** What search itself narrows by, in the order shown. */
export const BUILT_IN_FACETS: readonly string[] = ['category', 'brand', 'price', 'rating'];

/** Catalog's codes have no dot. */
const PREFIX = 'attribute.';

/** The facet of an attribute or option: its code, unless search has a facet of that name. */
export function facetNameOf(code: string): string {
  return BUILT_IN_FACETS.includes(code) ? `${PREFIX}${code}` : code;
}

/** The attribute that a facet is of. */
export function codeOf(facet: string): string {
  return facet.startsWith(PREFIX) ? facet.slice(PREFIX.length) : facet;
}
