import { domainToASCII } from 'node:url';

const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const LOCAL_FORM = /^[^\s@"(),:;<>[\\\]\p{Cc}]+$/u;
const DOMAIN_FORM =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/u;

/**
 * The one spelling under which an address is stored and looked up: NFC, lower case, the domain in ASCII. Null when it is no address.
 * Dots and +tags stay: which of them mean the same mailbox is the mail provider's rule, not ours.
 */
export function normalizeEmail(input: string): string | null {
  if (input.length > MAX_LENGTH) {
    return null;
  }
  const text = input.normalize('NFC').trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  const isAddress =
    at > 0 &&
    local.length <= MAX_LOCAL_LENGTH &&
    LOCAL_FORM.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..') &&
    DOMAIN_FORM.test(domain);
  return isAddress && local.length + 1 + domain.length <= MAX_LENGTH ? `${local}@${domain}` : null;
}
