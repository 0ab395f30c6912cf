import type { Address } from '#src/tables.ts';

import { readLine } from './text.ts';

const LENGTHS = {
  name: 100,
  company: 100,
  line1: 120,
  line2: 120,
  city: 100,
  region: 80,
  postalCode: 20,
  phone: 32,
} as const;
type Field = keyof typeof LENGTHS;

const REQUIRED: ReadonlySet<string> = new Set(['name', 'line1', 'city']);

export type AddressInput = Readonly<Partial<Record<Field, string | null>>> & {
  readonly countryCode: string;
};

export type AddressReading =
  | { readonly ok: true; readonly value: Address }
  | { readonly ok: false; readonly field: string; readonly reason: string };

/** Trims every line of an address and refuses the first that is missing or too long. */
export function readPostalAddress(input: AddressInput): AddressReading {
  const lines: Partial<Record<string, string | null>> = {};
  for (const [field, maxLength] of Object.entries(LENGTHS)) {
    const reading = readLine(input[field as Field] ?? '', maxLength);
    if (!reading.ok) {
      return { ok: false, field, reason: reading.reason };
    }
    if (reading.value === '' && REQUIRED.has(field)) {
      return { ok: false, field, reason: 'Must not be empty.' };
    }
    lines[field] = reading.value === '' ? null : reading.value;
  }
  return { ok: true, value: { ...lines, countryCode: input.countryCode } as Address };
}
