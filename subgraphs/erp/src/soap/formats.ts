import { exponentOf } from '@supergraph/kit/money';

const MATERIAL_LENGTH = 18;
const DECIMAL = /^(?<whole>\d+|\d{1,3}(?:\.\d{3})+)(?:,(?<decimals>\d+))?$/u;
const DATE = /^(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4})$/u;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/u;

/** A SKU as the ERP keeps it; undefined when it keeps none of that form. */
export function toMaterialNumber(sku: string): string | undefined {
  return /^[\w.:/-]{1,18}$/u.test(sku) ? sku.padStart(MATERIAL_LENGTH, '0') : undefined;
}

/** `1.234,50` in minor units of the currency, exactly. Throws for what is no amount of it. */
export function readAmount(text: string, currency: string): number {
  const { whole, decimals = '' } = DECIMAL.exec(text)?.groups ?? {};
  const exponent = exponentOf(currency);
  const beyond = decimals.slice(exponent);
  const amount = Number(
    `${whole?.replaceAll('.', '')}${decimals.slice(0, exponent).padEnd(exponent, '0')}`,
  );
  if (whole === undefined || /[1-9]/u.test(beyond) || !Number.isSafeInteger(amount)) {
    throw new Error(`"${text}" is no amount in ${currency}.`);
  }
  return amount;
}

/** Grams as kilograms with a comma. */
export function writeKilograms(grams: number): string {
  return `${Math.floor(grams / 1000)},${String(grams % 1000).padStart(3, '0')}`;
}

/** `24.11.2026`, and perhaps `14:05:00`, as epoch milliseconds; the ERP's clocks show UTC. Throws for what is no date. */
export function readDate(date: string, time = '00:00:00'): number {
  const { day, month, year } = DATE.exec(date)?.groups ?? {};
  const iso = `${year}-${month}-${day}`;
  const at = Date.parse(`${iso}T${time}Z`);
  if (!TIME.test(time) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso) {
    throw new Error(`"${date} ${time}" is no date of the form dd.MM.yyyy with HH:mm:ss.`);
  }
  return at;
}
