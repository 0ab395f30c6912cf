import { selectTop } from '#src/rules/select-top.ts';
import type { Match, Matching } from '#src/query/match.ts';
import type { ShelvedProduct } from '#src/shelf/shelved.ts';

/** Products that share the nearest category, by how many values they share; brand and attributes count alike. */
export function findRelated(
  productId: string,
  first: number,
  { shelf, view }: Pick<Matching, 'shelf' | 'view'>,
): Match[] {
  const given = shelf.findProduct(productId);
  const nearest = given?.categoryIds.at(-1);
  if (given === undefined || nearest === undefined) {
    return [];
  }
  const values = new Set(given.values);
  const alike: Match[] = [];
  for (const place of shelf.inCategory(nearest)) {
    const product = shelf.products[place];
    const doc = view[place];
    if (product !== undefined && product !== given && doc !== undefined) {
      alike.push({ product, doc, score: countShared(product, values) + product.rating / 10 });
    }
  }
  return selectTop(alike, first, byScore);
}

function countShared(product: ShelvedProduct, values: ReadonlySet<unknown>): number {
  return product.values.filter((value) => values.has(value)).length;
}

function byScore(one: Match, other: Match): number {
  return other.score - one.score || (one.product.productId < other.product.productId ? -1 : 1);
}
