import { z } from 'zod';

import { requiredText } from './text-input.ts';

const MAX_QUESTION_LENGTH = 1000;
const MAX_ANSWER_LENGTH = 2000;

const id = z.string().min(1).max(100);

export const questionInput = z.object({
  itemId: id,
  body: requiredText('A question', MAX_QUESTION_LENGTH),
});
export type QuestionInput = z.output<typeof questionInput>;

export const answerInput = z.object({
  questionId: id,
  body: requiredText('An answer', MAX_ANSWER_LENGTH),
});
export type AnswerInput = z.output<typeof answerInput>;
