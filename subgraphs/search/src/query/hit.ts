import type { Database } from '@supergraph/kit/database';

import { type ShownDoc, findDocs } from '#src/data/docs.ts';
import { findVariantsOf } from '#src/data/variants.ts';
import { facetNameOf } from '#src/rules/facet-names.ts';
import { wordsOf } from '#src/rules/fold.ts';
import type { Word } from '#src/rules/interpretation.ts';
import type { Criteria } from '#src/query/criteria.ts';
import type { Match } from '#src/query/match.ts';
import type { PriceColumn } from '#src/shelf/price-columns.ts';
import type { Shelf } from '#src/shelf/shelf.ts';
import type { VariantRow } from '#src/tables.ts';

/** One found product with what its fields are made from. */
export interface Hit {
  readonly id: string;
  readonly score: number;
  readonly doc: ShownDoc;
  readonly variantId: string | null;
  readonly price: { readonly min: number; readonly max: number; readonly currency: string } | null;
  readonly inStock: boolean;
  readonly words: readonly Word[];
}

export interface HitSources {
  readonly db: Pick<Database, 'reader'>;
  readonly shelf: Shelf;
  readonly prices: PriceColumn;
  readonly criteria: Pick<Criteria, 'currency' | 'selections'>;
  readonly words: readonly Word[];
}

/**
 * The hit of each match in as many statements as for one; null where the text went while it was looked for.
 */
export async function createHits(
  matches: readonly Match[],
  { db, shelf, prices, criteria, words }: HitSources,
): Promise<(Hit | null)[]> {
  const docIds = matches.map(({ doc }) => doc.id);
  const docById = new Map((await findDocs(db.reader, docIds)).map((doc) => [doc.id, doc]));
  const productIds = matches.map(({ product }) => product.id);
  const found = await findVariantsOf(db.reader, productIds);
  const variants = Map.groupBy(found, ({ product }) => product);
  return matches.map(({ product, doc: { id: docId }, score, variantId }) => {
    const doc = docById.get(docId);
    const min = prices.min(product.id);
    return doc === undefined
      ? null
      : {
          id: product.productId,
          score,
          doc,
          variantId:
            variantId ?? chooseVariant(variants.get(product.id) ?? [], { words, criteria }),
          price: Number.isNaN(min)
            ? null
            : { min, max: prices.max(product.id), currency: criteria.currency },
          inStock: shelf.isInStock(product),
          words,
        };
  });
}

/** The variant that the words and filters name most of; null when they name none. */
function chooseVariant(
  variants: readonly VariantRow[],
  { words, criteria }: Pick<HitSources, 'words' | 'criteria'>,
): string | null {
  const wanted = new Set(words.flatMap(({ exact }) => exact));
  const rated = variants.map((variant) => ({
    variant,
    points:
      wordsOf(variant.options.map(({ label }) => label).join(' ')).filter((word) =>
        wanted.has(word),
      ).length + countSelected(variant, criteria.selections),
  }));
  const most = Math.max(0, ...rated.map(({ points }) => points));
  return most === 0
    ? null
    : (rated.find(({ points }) => points === most)?.variant.variantId ?? null);
}

function countSelected({ options }: VariantRow, selections: Criteria['selections']): number {
  return selections.filter(({ facet, values }) =>
    options.some(({ name, value }) => facetNameOf(name) === facet && values?.includes(value)),
  ).length;
}
