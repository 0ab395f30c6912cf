import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

/** What this service reads from the environment, beside what every service reads. */
export const settingsShape = {
  /** Products without a text in the locale that was asked for are found and shown in this one. Catalog has the same. */
  DEFAULT_LOCALE: z.string().min(2).default('en'),
};

export type Settings = SettingsOf<typeof settingsShape>;
