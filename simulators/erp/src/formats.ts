/** `1.234,50`: a dot by thousand, a comma before the decimals. */
export function formatDecimal(minorUnits: number, decimals: number): string {
  const digits = String(minorUnits).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, '.');
  return decimals === 0 ? grouped : `${grouped},${digits.slice(-decimals)}`;
}

/** Reads `1.234,5`; undefined when it is no number of that form. */
export function readDecimal(text: string): number | undefined {
  return /^(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/u.test(text)
    ? Number(text.replaceAll('.', '').replace(',', '.'))
    : undefined;
}

/** `24.11.2026`, in UTC, as the clocks of this system are. */
export function formatDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10).split('-').toReversed().join('.');
}

/** `14:05:00`. */
export function formatTime(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}
