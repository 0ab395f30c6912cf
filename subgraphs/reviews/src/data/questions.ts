import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, desc, eq, or, sql } from '@supergraph/kit/drizzle';
import type { Page } from '@supergraph/kit/paging';

import { type AnswerRow, type QuestionRow, answerTable, questionTable } from '#src/tables.ts';

export async function findQuestions(db: Queries, ids: readonly string[]): Promise<QuestionRow[]> {
  return selectQuestions(db).all({ ids: JSON.stringify(ids) });
}

export async function findAnswer(db: Queries, id: string): Promise<AnswerRow | undefined> {
  return db.select().from(answerTable).where(eq(answerTable.id, id)).get();
}

/** The oldest first. */
export async function findAnswersOf(
  db: Queries,
  questionIds: readonly string[],
): Promise<AnswerRow[]> {
  return selectAnswers(db).all({ ids: JSON.stringify(questionIds) });
}

/** Inserts or replaces it. */
export async function putQuestion(tx: Transaction, row: QuestionRow): Promise<void> {
  tx.insert(questionTable)
    .values(row)
    .onConflictDoUpdate({ target: questionTable.id, set: row })
    .run();
}

/** Inserts or replaces it. */
export async function putAnswer(tx: Transaction, row: AnswerRow): Promise<void> {
  tx.insert(answerTable).values(row).onConflictDoUpdate({ target: answerTable.id, set: row }).run();
}

/** Which questions a page is of: those of an item that are on show, or those that wait for a moderator. */
export type QuestionFilter = { readonly itemId: string } | { readonly waits: true };

/** One more than the page has; of an item the newest first, of the queue the oldest. */
export async function listQuestions(
  db: Queries,
  filter: QuestionFilter,
  { after, limit }: Page,
): Promise<QuestionRow[]> {
  const [at, id] = after ?? [];
  const { createdAt, id: ownId } = questionTable;
  const isQueue = 'waits' in filter;
  const isAfter = isQueue
    ? sql`(${createdAt}, ${ownId}) > (${at}, ${id})`
    : sql`(${createdAt}, ${ownId}) < (${at}, ${id})`;
  const order = isQueue ? asc : desc;
  return db
    .select()
    .from(questionTable)
    .where(and(conditionOf(filter), at === undefined ? undefined : isAfter))
    .orderBy(order(createdAt), order(ownId))
    .limit(limit + 1)
    .all();
}

export async function countQuestions(db: Queries, filter: QuestionFilter): Promise<number> {
  return db.$count(questionTable, conditionOf(filter));
}

/** Texts stay, without who wrote them. */
export async function forgetAsker(tx: Transaction, customerId: string): Promise<void> {
  const nobody = { customerId: null };
  tx.update(questionTable).set(nobody).where(eq(questionTable.customerId, customerId)).run();
  tx.update(answerTable).set(nobody).where(eq(answerTable.customerId, customerId)).run();
}

function conditionOf(filter: QuestionFilter) {
  if ('itemId' in filter) {
    return and(eq(questionTable.itemId, filter.itemId), eq(questionTable.status, 'PUBLISHED'));
  }
  const hasWaitingAnswer = sql`exists (select 1 from ${answerTable}
    where ${answerTable.questionId} = ${questionTable.id} and ${answerTable.status} = 'PENDING')`;
  return or(eq(questionTable.status, 'PENDING'), hasWaitingAnswer);
}

const selectQuestions = prepared((db) =>
  db.select().from(questionTable).where(inJson(questionTable.id, 'ids')).prepare(),
);
const selectAnswers = prepared((db) =>
  db
    .select()
    .from(answerTable)
    .where(inJson(answerTable.questionId, 'ids'))
    .orderBy(answerTable.questionId, answerTable.createdAt, answerTable.id)
    .prepare(),
);
