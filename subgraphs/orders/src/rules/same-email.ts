import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether it is the e-mail of the order. Takes as long for one that is not, and for an order that is not there. */
export function isSameEmail(given: string, kept: string | null | undefined): boolean {
  const isEqual = timingSafeEqual(digest(given), digest(kept ?? ''));
  return isEqual && kept != null;
}

function digest(email: string): Buffer {
  return createHash('sha256').update(email.normalize('NFC').trim().toLowerCase()).digest();
}
