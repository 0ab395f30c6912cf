import { hashJson } from '@supergraph/kit/canonical-json';
import { hashId } from '@supergraph/kit/ids';
import { defineImportType } from '@supergraph/kit/import';

import type { Deps } from '#src/context.ts';
import { isItem } from '#src/data/known.ts';
import { findReviews } from '#src/data/reviews.ts';
import { type ReviewLine, reviewLine } from '#src/rules/review-line.ts';
import type { ReviewRow } from '#src/tables.ts';
import { saveImported } from '#src/write-review.ts';

/** Reviews of another shop: nobody's account, on show, and of no known purchase. A line is a review: another text is another one. */
export const createReviewImport = (deps: Deps) =>
  defineImportType({
    schema: reviewLine,
    async apply(tx, line, { correlationId }) {
      const row = toRow(line);
      if (!(await isItem(tx, row.itemId))) {
        return { rejected: `There is no product "${line.productKey}" on sale.` };
      }
      if ((await findReviews(tx, [row.id])).length > 0) {
        return 'unchanged';
      }
      await saveImported(tx, row, { deps, correlationId });
      return 'created';
    },
  });

function toRow(line: ReviewLine): ReviewRow {
  const { productKey, createdAt, ...said } = line;
  const at = Date.parse(createdAt);
  return {
    ...said,
    id: hashId('rev', 'review', hashJson(line)),
    itemId: hashId('prod', 'product', productKey),
    customerId: null,
    verifiedPurchase: false,
    status: 'PUBLISHED',
    helpful: 0,
    unhelpful: 0,
    createdAt: at,
    updatedAt: at,
  };
}
