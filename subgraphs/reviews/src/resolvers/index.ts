import type { Resolvers } from '#src/generated/resolvers.ts';

import { CatalogItem, ReviewConnection } from './catalog-item.ts';
import { Customer } from './customer.ts';
import { Mutation } from './mutation.ts';
import { Query } from './query.ts';
import { Question, QuestionConnection } from './question.ts';
import { Review } from './review.ts';

export const resolvers = {
  Query,
  Mutation,
  Review,
  ReviewConnection,
  Question,
  QuestionConnection,
  CatalogItem,
  Customer,
} satisfies Resolvers;
