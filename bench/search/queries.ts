import type { Random } from '@supergraph/e2e/random';
import type { SoughtProduct } from '@supergraph/e2e/search-index';

/** What shoppers type: one to three words of the name of some product, one in four with a letter too few. */
export function drawQueries(
  products: readonly SoughtProduct[],
  count: number,
  random: Random,
): string[] {
  const queries = new Set<string>();
  while (queries.size < count) {
    const words = (random.pick(products).names['en'] ?? '').split(' ');
    const start = random.below(words.length);
    const some = words.slice(start, start + 1 + random.below(3)).join(' ');
    queries.add(random.is(0.25) ? dropLetter(some, random) : some);
  }
  return [...queries];
}

function dropLetter(text: string, random: Random): string {
  const at = random.below(text.length);
  return text.slice(0, at) + text.slice(at + 1);
}

/** How far somebody has got with typing such a query: one letter at least. */
export function drawPrefixes(queries: readonly string[], random: Random): string[] {
  return queries.map((query) => query.slice(0, 1 + random.below(query.length)));
}

const GRID = `nodes { id score item { slug name thumbnail { url } } indexedPrice { min { amount decimal } } inStock }
  totalCount correctedQuery pageInfo { hasNextPage endCursor }`;
const FACETS = 'facets { name label kind min max values { value label count selected } }';

export const SEARCH = `query ($input: SearchInput!, $after: String) { search(input: $input, first: 24, after: $after) { ${GRID} } }`;
export const SEARCH_WITH_FACETS = `query ($input: SearchInput!) { search(input: $input, first: 24) { ${GRID} ${FACETS} } }`;
export const SUGGEST = `query ($prefix: String!) { searchSuggest(prefix: $prefix) {
  queries { query html count } categories { id } items { id item { slug name thumbnail { url } } } } }`;
