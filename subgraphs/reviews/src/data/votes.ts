import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, eq, sql } from '@supergraph/kit/drizzle';

import { reviewTable, voteTable } from '#src/tables.ts';

export interface Vote {
  readonly reviewId: string;
  /** A keyed hash. */
  readonly voter: string;
  readonly isHelpful: boolean;
}

/** Counts a vote, or changes the one that the voter gave before. */
export async function putVote(tx: Transaction, vote: Vote): Promise<void> {
  const before = findVote(tx, vote);
  if (before?.isHelpful === vote.isHelpful) {
    return;
  }
  tx.insert(voteTable)
    .values(vote)
    .onConflictDoUpdate({ target: [voteTable.reviewId, voteTable.voter], set: vote })
    .run();
  count(tx, vote, 1);
  if (before !== undefined) {
    count(tx, before, -1);
  }
}

/** Takes all votes of somebody back. */
export async function forgetVotes(tx: Transaction, voter: string): Promise<void> {
  for (const vote of tx.select().from(voteTable).where(eq(voteTable.voter, voter)).all()) {
    count(tx, vote, -1);
  }
  tx.delete(voteTable).where(eq(voteTable.voter, voter)).run();
}

function findVote(db: Queries, { reviewId, voter }: Vote): Vote | undefined {
  return db
    .select()
    .from(voteTable)
    .where(and(eq(voteTable.reviewId, reviewId), eq(voteTable.voter, voter)))
    .get();
}

function count(tx: Transaction, { reviewId, isHelpful }: Vote, by: 1 | -1): void {
  tx.update(reviewTable)
    .set(
      isHelpful
        ? { helpful: sql`${reviewTable.helpful} + ${by}` }
        : { unhelpful: sql`${reviewTable.unhelpful} + ${by}` },
    )
    .where(eq(reviewTable.id, reviewId))
    .run();
}
