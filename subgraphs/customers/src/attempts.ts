import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';

import { addAttempts, findAttempts, removeAttempts } from './data/login-attempts.ts';
import { findWait, windowStartOf } from './rules/attempt-limits.ts';
import { networkOf } from './rules/network-address.ts';
import type { KeyedHash } from './secrets.ts';

export interface Attempt {
  /** Tries of one purpose count together. */
  readonly purpose: 'password' | 'mail' | 'register';
  /** The e-mail whose account is tried, spelt in the normalised way; absent when only the network counts. */
  readonly email?: string;
  readonly clientAddress: string | null;
}

export type AttemptVerdict =
  | {
      readonly status: 'allowed';
      /** The try went well and does not count. */ readonly refund: () => Promise<void>;
    }
  | { readonly status: 'limited'; readonly retryAfterMs: number };

/**
 * Counts a try before it is made, so that tries at the same time cannot pass the limit together; says so when there were too many.
 */
export type TakeAttempt = (attempt: Attempt) => Promise<AttemptVerdict>;

export interface AttemptDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly keyedHash: KeyedHash;
  readonly settings: {
    readonly ATTEMPTS_PER_SUBJECT: number;
    readonly ATTEMPTS_PER_ADDRESS: number;
  };
}

const MAILS_PER_ADDRESS = 4;

export function createTakeAttempt({ db, now, keyedHash, settings }: AttemptDeps): TakeAttempt {
  const listSubjects = async ({ purpose, email, clientAddress }: Attempt) => {
    const network = await keyedHash(`${purpose} network ${networkOf(clientAddress)}`);
    const subjects = [{ subject: network, limit: settings.ATTEMPTS_PER_ADDRESS }];
    if (email !== undefined) {
      const limit = purpose === 'mail' ? MAILS_PER_ADDRESS : settings.ATTEMPTS_PER_SUBJECT;
      subjects.push({ subject: await keyedHash(`${purpose} email ${email}`), limit });
    }
    return subjects;
  };

  return async (attempt) => {
    const subjects = await listSubjects(attempt);
    const names = subjects.map(({ subject }) => subject);
    const windowStart = windowStartOf(now());
    const waitMs = await db.transaction(async (tx) => {
      const counts = await findAttempts(tx, names, windowStart);
      const failuresOf = new Map(counts.map(({ subject, failures }) => [subject, failures]));
      const wait = findWait(subjects, failuresOf, now());
      if (wait === null) {
        await addAttempts(tx, names, windowStart);
      }
      return wait;
    });
    return waitMs === null
      ? {
          status: 'allowed',
          refund: () => db.transaction((tx) => removeAttempts(tx, names, windowStart)),
        }
      : { status: 'limited', retryAfterMs: waitMs };
  };
}
