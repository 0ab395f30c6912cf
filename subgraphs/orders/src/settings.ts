import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

const positive = z.coerce.number().int().positive();

/** What this service reads from the environment, beside what every service reads. */
export const settingsShape = {
  /** Tries of guests to open one order, and of one network address to open any, in a quarter of an hour. */
  LOOKUPS_PER_ORDER: positive.default(10),
  LOOKUPS_PER_ADDRESS: positive.default(100),
  /** How long after its delivery a unit can be returned. */
  RETURN_DAYS: positive.default(30),
  /** How long it is kept who ordered as a guest. Who has an account is kept as long as that is. */
  GUEST_RETENTION_DAYS: positive.default(730),
};

export type Settings = SettingsOf<typeof settingsShape>;
