import { readLine } from './text.ts';

const NAME_LENGTH = 80;
const PUBLIC_NAME_LENGTH = 60;
const PHONE_LENGTH = 32;
const PHONE_FORM = /^[\d\s+().\-/]*\d[\d\s+().\-/]*$/u;

/** What others see of a customer who is erased. */
export const ERASED_PUBLIC_NAME = 'Former customer';

export interface NameInput {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
}

export interface ProfileInput extends NameInput {
  readonly publicName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly marketingConsent?: boolean | null | undefined;
}

export interface ProfileChanges {
  firstName?: string | null;
  lastName?: string | null;
  publicName?: string;
  phone?: string | null;
  locale?: string | null;
  marketingConsent?: boolean;
}

export type ProfileReading =
  | { readonly ok: true; readonly value: ProfileChanges }
  | { readonly ok: false; readonly field: string; readonly reason: string };

/** The changes an input asks for: absent keeps, null clears. Refuses the first value that is not right. */
export function readProfile(input: ProfileInput): ProfileReading {
  const changes: ProfileChanges = {};
  for (const [field, maxLength] of LINES) {
    if (input[field] === undefined) {
      continue;
    }
    const line = readLine(input[field], maxLength);
    const reason = line.ok ? findFault(field, line.value) : line.reason;
    if (!line.ok || reason !== null) {
      return { ok: false, field, reason: reason ?? '' };
    }
    Object.assign(changes, { [field]: line.value });
  }
  if (input.marketingConsent === null) {
    return { ok: false, field: 'marketingConsent', reason: 'Must be true or false.' };
  }
  return {
    ok: true,
    value: {
      ...changes,
      ...(input.locale !== undefined && { locale: input.locale }),
      ...(input.marketingConsent !== undefined && { marketingConsent: input.marketingConsent }),
    },
  };
}

const LINES = [
  ['firstName', NAME_LENGTH],
  ['lastName', NAME_LENGTH],
  ['publicName', PUBLIC_NAME_LENGTH],
  ['phone', PHONE_LENGTH],
] as const;

function findFault(field: string, value: string | null): string | null {
  if (field === 'publicName') {
    return value === null ? 'Must not be empty.' : findNameFault(value);
  }
  if (field === 'phone' && value !== null && !PHONE_FORM.test(value)) {
    return 'Digits, spaces and + - ( ) . / only.';
  }
  return null;
}

function findNameFault(value: string): string | null {
  return value.includes('@') ? 'An e-mail address is no public name.' : null;
}

/** A name for others to see, from what is known at registration; it never gives a part of the e-mail away. */
export function suggestPublicName({ firstName, lastName }: NameInput): string {
  const initial = /^./u.exec(lastName ?? '')?.[0];
  const suggestion = [firstName, initial === undefined ? null : `${initial}.`]
    .filter(Boolean)
    .join(' ');
  return suggestion === '' || suggestion.includes('@')
    ? 'Customer'
    : suggestion.slice(0, PUBLIC_NAME_LENGTH);
}
