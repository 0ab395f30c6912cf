import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

/** What this service reads from the environment, beside what every service reads. */
export const settingsShape = {
  /** Texts are shown in this locale when they do not exist in the one that was asked for. */
  DEFAULT_LOCALE: z.string().min(2).default('en'),
};

export type Settings = SettingsOf<typeof settingsShape>;
