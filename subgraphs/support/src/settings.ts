import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

import { PRIORITIES } from '#src/tables.ts';

/** Minutes by priority, from LOW to URGENT. */
const minutes = z
  .string()
  .regex(/^\d{1,6}(,\d{1,6}){3}$/u, 'Give four numbers of minutes, from LOW to URGENT.')
  .transform((text) => text.split(',').map(Number))
  .transform((all) => Object.fromEntries(PRIORITIES.map((name, at) => [name, all[at] ?? 0])));

/** What this service reads from the environment, beside what every service reads. */
export const settingsShape = {
  /** How soon somebody answers and solves a ticket, in minutes of LOW, NORMAL, HIGH, URGENT. */
  FIRST_RESPONSE_MINUTES: minutes.prefault('2880,1440,240,60'),
  RESOLUTION_MINUTES: minutes.prefault('14400,7200,2880,480'),
  /** Articles are shown in this locale when they do not exist in the one that was asked for. */
  DEFAULT_LOCALE: z.string().min(2).default('en'),
  /** How long what happened waits for the order that says to whom. */
  TIMELINE_WAIT_DAYS: z.coerce.number().int().positive().default(30),
};

export type Settings = SettingsOf<typeof settingsShape>;
