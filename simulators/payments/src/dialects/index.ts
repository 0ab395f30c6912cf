import type { DialectName } from '../payment.ts';
import { alpha } from './alpha.ts';
import { beta } from './beta.ts';
import type { Dialect } from './dialect.ts';

/** Both are spoken at once; a payment stays in the one it was made in. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { alpha, beta };
