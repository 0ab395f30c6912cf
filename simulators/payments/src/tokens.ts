/** What a payment made with a token does. No card number is ever known here. */
export interface TokenBehaviour {
  readonly brand: string;
  readonly last4: string;
  readonly expiresMonth: number;
  readonly expiresYear: number;
  readonly authorization:
    | { readonly outcome: 'authorized' }
    | { readonly outcome: 'requires action' }
    | { readonly outcome: 'declined'; readonly code: string; readonly mayRetry: boolean };
  readonly captureFails?: boolean;
}

const VISA = { brand: 'visa', last4: '4242', expiresMonth: 12, expiresYear: 2034 } as const;
const AUTHORIZED = { outcome: 'authorized' } as const;

function declined(code: string, mayRetry: boolean): TokenBehaviour {
  return { ...VISA, authorization: { outcome: 'declined', code, mayRetry } };
}

/** Tokens as a widget in a browser would hand them out. */
const TOKENS: Readonly<Record<string, TokenBehaviour>> = {
  tok_visa: { ...VISA, authorization: AUTHORIZED },
  tok_mastercard: {
    brand: 'mastercard',
    last4: '4444',
    expiresMonth: 8,
    expiresYear: 2033,
    authorization: AUTHORIZED,
  },
  tok_3ds: { ...VISA, last4: '3220', authorization: { outcome: 'requires action' } },
  tok_declined: declined('stolen_card', false),
  tok_insufficient_funds: declined('insufficient_funds', true),
  tok_expired_card: declined('expired_card', true),
  tok_capture_fails: { ...VISA, authorization: AUTHORIZED, captureFails: true },
};

/** Undefined for a token nobody gave out. */
export function findToken(token: string): TokenBehaviour | undefined {
  return Object.hasOwn(TOKENS, token) ? TOKENS[token] : undefined;
}
