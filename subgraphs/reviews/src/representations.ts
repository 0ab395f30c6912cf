import type { Connection } from '@supergraph/kit/paging';

import type { ReviewFilter } from '#src/data/reviews.ts';
import type { QuestionFilter } from '#src/data/questions.ts';
import type { QuestionRow, ReviewRow } from '#src/tables.ts';

export interface Key {
  readonly id: string;
}

/** A page, with what it is a page of. */
export type QuestionPage = Connection<QuestionRow> & { readonly filter: QuestionFilter };

/** A page, with what it is a page of. */
export type ReviewPage = Connection<ReviewRow> & { readonly filter: ReviewFilter };
