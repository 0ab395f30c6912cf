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

const REQUIRED: ReadonlySet<Field> = new Set(['name', 'line1', 'city']);

export type PostalAddressInput = Readonly<Partial<Record<Field, string | null>>> & {
  readonly countryCode: string;
};
export type PostalAddress = Record<Exclude<Field, 'name' | 'line1' | 'city'>, string | null> &
  Record<'name' | 'line1' | 'city' | 'countryCode', string>;

export type AddressReading =
  | { readonly ok: true; readonly value: PostalAddress }
  | { readonly ok: false; readonly field: Field; readonly reason: string };

/** Trims every line of an address and refuses the first that is missing or too long. */
export function readPostalAddress(input: PostalAddressInput): AddressReading {
  const lines: Partial<Record<Field, string | null>> = {};
  for (const [field, maxLength] of Object.entries(LENGTHS) as [Field, number][]) {
    const line = readLine(input[field], maxLength);
    if (!line.ok) {
      return { ok: false, field, reason: line.reason };
    }
    if (line.value === null && REQUIRED.has(field)) {
      return { ok: false, field, reason: 'Must not be empty.' };
    }
    lines[field] = line.value;
  }
  return { ok: true, value: { ...lines, countryCode: input.countryCode } as PostalAddress };
}
