import {
  type AttemptDeps,
  type AttemptVerdict,
  type Tried,
  takeAttempt,
} from '@supergraph/kit/attempts';
import { networkOf } from '@supergraph/kit/network-address';

export interface Attempt {
  /** Tries of one purpose count together. */
  readonly purpose: 'password' | 'mail' | 'register';
  /** The e-mail whose account is tried, spelt in the normalised way; absent when only the network counts. */
  readonly email?: string;
  readonly clientAddress: string | null;
}

/** Counts a try before it is made; says so when there were too many. */
export type TakeAttempt = (attempt: Attempt) => Promise<AttemptVerdict>;

interface Limits {
  readonly ATTEMPTS_PER_SUBJECT: number;
  readonly ATTEMPTS_PER_ADDRESS: number;
}

const MAILS_PER_ADDRESS = 4;

export function createTakeAttempt({
  settings,
  ...deps
}: AttemptDeps & { readonly settings: Limits }): TakeAttempt {
  return ({ purpose, email, clientAddress }) => {
    const network = `${purpose} network ${networkOf(clientAddress)}`;
    const tried: Tried[] = [{ name: network, limit: settings.ATTEMPTS_PER_ADDRESS }];
    if (email !== undefined) {
      const limit = purpose === 'mail' ? MAILS_PER_ADDRESS : settings.ATTEMPTS_PER_SUBJECT;
      tried.push({ name: `${purpose} email ${email}`, limit });
    }
    return takeAttempt(tried, deps);
  };
}
