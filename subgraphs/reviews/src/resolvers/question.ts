import type { QuestionConnectionResolvers, QuestionResolvers } from '#src/generated/resolvers.ts';
import { countQuestions } from '#src/data/questions.ts';

export const Question: QuestionResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.question.load(id),
  item: ({ itemId }) => ({ id: itemId }),
  author: ({ customerId }) => (customerId === null ? null : { id: customerId }),
  answers: async ({ id }, _, { loaders }) => [...(await loaders.answers.load(id))],
};

export const QuestionConnection: QuestionConnectionResolvers = {
  totalCount: ({ filter }, _, { deps }) => countQuestions(deps.db.reader, filter),
};
