// Line breaks could forge mail headers and log lines, changes of writing direction another name.
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

export type TextReading =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly reason: string };

/** Trims and normalises one line of text. Empty reads as null; too long or with control characters is refused. */
export function readLine(input: string | null | undefined, maxLength: number): TextReading {
  const value = (input ?? '')
    .slice(0, maxLength * 4)
    .normalize('NFC')
    .trim();
  if ((input ?? '').length > maxLength * 4 || value.length > maxLength) {
    return { ok: false, reason: `At most ${maxLength} characters.` };
  }
  if (CONTROL.test(value)) {
    return { ok: false, reason: 'One line of text, without control characters.' };
  }
  return { ok: true, value: value === '' ? null : value };
}
