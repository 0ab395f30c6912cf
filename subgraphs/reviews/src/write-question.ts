import type { Transaction } from '@supergraph/kit/database';
import type { RequestContext } from '@supergraph/kit/request-context';
import { forbiddenError, notFoundError } from '@supergraph/kit/user-errors';

import { hasPurchased, isItem } from '#src/data/known.ts';
import { findAnswer, findQuestions, putAnswer, putQuestion } from '#src/data/questions.ts';
import { canModerate, canSee } from '#src/rules/access.ts';
import type { AnswerInput, QuestionInput } from '#src/rules/question-input.ts';
import type { QuestionRow } from '#src/tables.ts';
import { type WriteOutcome, type Writer, statusOf } from '#src/write-review.ts';

type Caller = Pick<RequestContext, 'claims'>;

/** Asks something about an item that is on sale. */
export async function askQuestion(
  tx: Transaction,
  { itemId, body, customerId }: QuestionInput & { readonly customerId: string },
  { deps }: Writer,
): Promise<WriteOutcome> {
  if (!(await isItem(tx, itemId))) {
    const message = `There is no item "${itemId}" on sale.`;
    return { status: 'refused', error: notFoundError(message, ['itemId']) };
  }
  const id = deps.newId('que');
  const status = statusOf(body, deps.settings);
  await putQuestion(tx, { id, itemId, customerId, body, status, createdAt: deps.now() });
  return { status: 'written', id };
}

/** Answers a question: staff, and customers who have ordered the item. */
export async function answerQuestion(
  tx: Transaction,
  { questionId, body, caller, customerId }: Answering,
  { deps }: Writer,
): Promise<WriteOutcome> {
  const [question] = await findQuestions(tx, [questionId]);
  if (question === undefined || !canSee(question, caller)) {
    return refuseUnknown(questionId, 'questionId');
  }
  const byStaff = canModerate(caller);
  const verifiedPurchase = await hasPurchased(tx, { customerId, itemId: question.itemId });
  if (!byStaff && !verifiedPurchase) {
    const message = 'Staff answer, and customers who have ordered the item.';
    return { status: 'refused', error: forbiddenError(message, ['questionId']) };
  }
  await putAnswer(tx, {
    id: deps.newId('ans'),
    questionId,
    customerId,
    byStaff,
    verifiedPurchase,
    body,
    status: byStaff ? 'PUBLISHED' : statusOf(body, deps.settings),
    createdAt: deps.now(),
  });
  return { status: 'written', id: questionId };
}

interface Answering extends AnswerInput {
  readonly caller: Caller;
  readonly customerId: string;
}

/** Says whether a question, or an answer, is on show. Its outcome has the id of the question. */
export async function moderateQuestion(
  tx: Transaction,
  { id, status }: { readonly id: string; readonly status: QuestionRow['status'] },
): Promise<WriteOutcome> {
  const [question] = await findQuestions(tx, [id]);
  if (question !== undefined) {
    await putQuestion(tx, { ...question, status });
    return { status: 'written', id };
  }
  const answer = await findAnswer(tx, id);
  if (answer === undefined) {
    return refuseUnknown(id, 'id');
  }
  await putAnswer(tx, { ...answer, status });
  return { status: 'written', id: answer.questionId };
}

function refuseUnknown(id: string, field: string): WriteOutcome {
  const error = notFoundError(`There is no question "${id}".`, [field]);
  return { status: 'refused', error };
}
