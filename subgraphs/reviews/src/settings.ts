import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

const limit = z.coerce.number().int().min(1);

export const settingsShape = {
  /** Which reviews wait for a moderator: all, or those with links or shouting. */
  MODERATION: z.enum(['all', 'flagged']).default('flagged'),
  /** How many ratings of the mean of all items each item begins with. */
  RATING_WEIGHT: z.coerce.number().positive().default(10),
  /** In a quarter of an hour: reviews, questions and answers of a customer and of a network, votes likewise. */
  TEXTS_PER_CUSTOMER: limit.default(20),
  TEXTS_PER_NETWORK: limit.default(200),
  VOTES_PER_VOTER: limit.default(60),
  VOTES_PER_NETWORK: limit.default(600),
};

export type Settings = SettingsOf<typeof settingsShape>;
