import { isCurrency } from '@supergraph/kit/money';
import { validationError } from '@supergraph/kit/user-errors';

import type { CartRow } from '#src/tables.ts';

import type { CartError } from './errors.ts';
import { MAX_NOTE } from './limits.ts';
import type { Reading } from './line-input.ts';
import { type AddressInput, readPostalAddress } from './postal-address.ts';
import { type TextReading, readLine } from './text.ts';

const MAX_EMAIL = 254;
const EMAIL_FORM = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/u;
const NOT_CLEARABLE = ['currencyCode', 'countryCode', 'locale'] as const;

/** What is absent stays, null clears. */
export interface BuyerInput {
  readonly email?: string | null;
  readonly currencyCode?: string | null;
  readonly countryCode?: string | null;
  readonly locale?: string | null;
  readonly shippingAddress?: AddressInput | null;
  readonly note?: string | null;
}

export type BuyerChanges = Partial<
  Pick<CartRow, 'email' | 'currency' | 'country' | 'locale' | 'shippingAddress' | 'note'>
>;

/** Checks a change of the buyer, and names every fault. */
export function readBuyer(input: BuyerInput): Reading<BuyerChanges> {
  const errors: CartError[] = NOT_CLEARABLE.filter((field) => input[field] === null).map((field) =>
    validationError('Cannot be cleared.', [field]),
  );
  const { currencyCode } = input;
  if (typeof currencyCode === 'string' && !isCurrency(currencyCode)) {
    errors.push(noSuchCurrency(currencyCode));
  }
  const email = readEmail(input);
  const note = readNote(input);
  const place = readPlace(input);
  errors.push(...email.errors, ...note.errors, ...place.errors);
  return errors.length > 0
    ? { ok: false, errors }
    : {
        ok: true,
        value: { ...readContext(input), ...email.changes, ...note.changes, ...place.changes },
      };
}

export function noSuchCurrency(code: string): CartError {
  return validationError(`"${code}" is not an ISO 4217 currency.`, ['currencyCode']);
}

interface PartReading {
  readonly changes: BuyerChanges;
  readonly errors: readonly CartError[];
}

const UNCHANGED: PartReading = { changes: {}, errors: [] };

function readContext({ currencyCode, countryCode, locale }: BuyerInput): BuyerChanges {
  return {
    ...(typeof currencyCode === 'string' && { currency: currencyCode }),
    ...(typeof countryCode === 'string' && { country: countryCode }),
    ...(typeof locale === 'string' && { locale }),
  };
}

function readEmail({ email }: BuyerInput): PartReading {
  if (email === undefined) {
    return UNCHANGED;
  }
  const reading = readLine(email ?? '', MAX_EMAIL);
  return reading.ok && (reading.value === '' || EMAIL_FORM.test(reading.value))
    ? { changes: { email: reading.value || null }, errors: [] }
    : { changes: {}, errors: [validationError('This is not an e-mail address.', ['email'])] };
}

function readNote({ note }: BuyerInput): PartReading {
  if (note === undefined) {
    return UNCHANGED;
  }
  const reading = readParagraphs(note ?? '');
  return reading.ok
    ? { changes: { note: reading.value || null }, errors: [] }
    : { changes: {}, errors: [validationError(reading.reason, ['note'])] };
}

/** A note may have several lines: each is read on its own. */
function readParagraphs(note: string): TextReading {
  const lines = note.slice(0, MAX_NOTE * 4).split(/\r?\n/u);
  const readings = lines.map((line) => readLine(line, MAX_NOTE));
  const fault = readings.find(({ ok }) => !ok);
  const value = readings
    .map((reading) => (reading.ok ? reading.value : ''))
    .join('\n')
    .trim();
  if (note.length > MAX_NOTE * 4 || value.length > MAX_NOTE) {
    return { ok: false, reason: `At most ${MAX_NOTE} characters.` };
  }
  return fault ?? { ok: true, value };
}

function readPlace({ shippingAddress }: BuyerInput): PartReading {
  if (shippingAddress === undefined) {
    return UNCHANGED;
  }
  if (shippingAddress === null) {
    return { changes: { shippingAddress: null }, errors: [] };
  }
  const reading = readPostalAddress(shippingAddress);
  return reading.ok
    ? { changes: { shippingAddress: reading.value }, errors: [] }
    : {
        changes: {},
        errors: [validationError(reading.reason, ['shippingAddress', reading.field])],
      };
}
