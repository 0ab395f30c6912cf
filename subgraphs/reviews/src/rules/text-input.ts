import { z } from 'zod';

// All but line ends and tabs: what cannot be seen does not belong into a text that others read.
const CONTROLS = /[^\P{C}\n\t]/gu;

export const cleaned = z.string().transform((text) => text.replaceAll(CONTROLS, '').trim());

/** A text that others read. Messages are for whoever sent it. */
export const requiredText = (what: string, max: number) =>
  cleaned
    .refine((text) => text.length > 0, `${what} needs a text.`)
    .refine((text) => text.length <= max, `${what} has at most ${max} characters.`);
