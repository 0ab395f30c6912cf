// Line breaks and other control characters could forge lines in mails, logs and labels.
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

export type TextReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: string };

/** Trims and normalises one line of text; empty stays empty. Too long or with control characters is refused. */
export function readLine(input: string, maxLength: number): TextReading {
  // Bounded before the work: normalising is not free, and an input may have megabytes.
  const value = input
    .slice(0, maxLength * 4)
    .normalize('NFC')
    .trim();
  if (input.length > maxLength * 4 || value.length > maxLength) {
    return { ok: false, reason: `At most ${maxLength} characters.` };
  }
  if (CONTROL.test(value)) {
    return { ok: false, reason: 'One line of text, without control characters.' };
  }
  return { ok: true, value };
}

/** As readLine, but empty is refused too. */
export function readFilledLine(input: string, maxLength: number): TextReading {
  const reading = readLine(input, maxLength);
  return reading.ok && reading.value === '' ? { ok: false, reason: 'Must not be empty.' } : reading;
}
