import type { SettingsOf } from '@supergraph/kit/settings';
import { z } from 'zod';

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const positive = z.coerce.number().int().positive();

/** What this service reads from the environment, beside what every service reads. */
export const settingsShape = {
  /** Where the links of mails lead. */
  STOREFRONT_URL: z.url({ protocol: /^https?$/u }).default('http://localhost:4000'),
  /** Mails become files under DATA_DIR/mail unless an SMTP server is named. */
  SMTP_URL: z.string().optional(),
  JWT_ISSUER: z.string().min(1).default('customers'),
  JWT_AUDIENCE: z.string().min(1).default('supergraph'),
  KEY_ROTATION_DAYS: positive.default(30),
  /** Whether the refresh cookie is kept off plain HTTP; in production it is unless this says 0. */
  COOKIE_SECURE: flag.optional(),
  /** Tries of one e-mail address or account, and of one network address, in a quarter of an hour. */
  ATTEMPTS_PER_SUBJECT: positive.default(10),
  ATTEMPTS_PER_ADDRESS: positive.default(100),
  /** Makes the four demo logins at start. Never in production. */
  DEMO_LOGINS: flag.default(false),
};

export type Settings = SettingsOf<typeof settingsShape>;
