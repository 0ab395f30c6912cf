import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

export const settingsShape = {
  /** Which reviews wait for a moderator: all, or those with links or shouting. */
  MODERATION: z.enum(['all', 'flagged']).default('flagged'),
  /** How many ratings of the mean of all items each item begins with. */
  RATING_WEIGHT: z.coerce.number().positive().default(10),
};

export type Settings = SettingsOf<typeof settingsShape>;
