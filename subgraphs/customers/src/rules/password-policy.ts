import { COMMON_PASSWORDS } from './common-passwords.ts';

const MIN_LENGTH = 10;
const MAX_PASSWORD_LENGTH = 128;

/** Each requirement the password does not meet; none when it is good enough. Length counts, character classes do not. */
export function findPasswordFaults(password: string, email: string): string[] {
  const faults: string[] = [];
  const length = countCharacters(password);
  if (length < MIN_LENGTH) {
    faults.push(`At least ${MIN_LENGTH} characters.`);
  }
  if (length > MAX_PASSWORD_LENGTH) {
    faults.push(`At most ${MAX_PASSWORD_LENGTH} characters.`);
    return faults;
  }
  const lower = password.toLowerCase().trim();
  if (lower === email || lower === email.slice(0, email.lastIndexOf('@'))) {
    faults.push('Not the e-mail address.');
  }
  if (COMMON_PASSWORDS.has(lower) || new Set(lower).size < 4) {
    faults.push('Not a common password.');
  }
  return faults;
}

function countCharacters(text: string): number {
  return text.length > MAX_PASSWORD_LENGTH * 2
    ? Number.POSITIVE_INFINITY
    : text.length - (text.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0);
}

/** Passwords beyond any that could have been set are refused unread: hashing must not become a load. */
export function isPlausiblePassword(password: string): boolean {
  return password.length > 0 && password.length <= MAX_PASSWORD_LENGTH * 2;
}
