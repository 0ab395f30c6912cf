import { z } from 'zod';

import { CATEGORIES, PRIORITIES } from '#src/tables.ts';

const id = z.string().min(1).max(100, 'An id has at most 100 characters.');
const text = (what: string, max: number) =>
  z
    .string()
    .trim()
    .max(max, `${what} has at most ${max.toLocaleString('en')} characters.`);
const filled = (what: string, max: number) =>
  text(what, max).min(1, `${what} needs at least one character.`);
const attachments = z
  .array(z.string())
  .max(10, 'At most 10 attachments can be named.')
  .nullish()
  .transform((urls) => urls ?? []);
const expectedVersion = z.int().nullish();

export const openInput = z.object({
  subject: filled('A subject', 200),
  body: filled('A message', 10_000),
  category: z.enum(CATEGORIES),
  aboutId: id.nullish(),
  attachments,
});

export const replyInput = z.object({
  ticketId: id,
  body: filled('A message', 10_000),
  attachments,
  expectedVersion,
});

export const closeInput = z.object({
  ticketId: id,
  resolution: text('A resolution', 10_000).nullish(),
  expectedVersion,
});

export const rateInput = z.object({
  ticketId: id,
  rating: z.int().min(1, 'A rating is at least 1.').max(5, 'A rating is at most 5.'),
  comment: text('A comment', 2000).nullish(),
});

export const assignInput = z.object({
  ticketId: id,
  /** Left out: whoever asks. */
  agentId: id.nullish(),
  expectedVersion,
});

export const priorityInput = z.object({
  ticketId: id,
  priority: z.enum(PRIORITIES),
  expectedVersion,
});

const MAX_AMOUNT = 100_000_000;

export const voucherInput = z.object({
  ticketId: id,
  amount: z
    .int()
    .min(1, 'A voucher is worth at least 1 minor unit.')
    .max(MAX_AMOUNT, `A voucher is worth at most ${MAX_AMOUNT} minor units.`),
  currency: z.string(),
  reason: filled('A reason', 1000),
  expiresAt: z.int().nullish(),
});

export const nameInput = z.object({
  name: filled('A name', 60).regex(/^[^@]*$/u, 'A name is no e-mail.'),
});
