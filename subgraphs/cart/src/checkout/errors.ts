import { toMoney } from '@supergraph/kit/money';

import { type CartError, insufficientStockError } from '#src/rules/errors.ts';

import { type CheckoutState, NEXT_STATES } from './states.ts';

type Path = readonly (string | number)[];

/** Everything that a checkout mutation refuses: the members of the SDL's CheckoutError. */
export type CheckoutError =
  | CartError
  | ReturnType<typeof serviceUnavailableError>
  | ReturnType<typeof orderRefusedError>
  | ReturnType<typeof voucherError>
  | ReturnType<typeof shippingOptionError>
  | ReturnType<typeof priceChangedError>
  | ReturnType<typeof paymentError>
  | ReturnType<typeof paymentActionError>
  | ReturnType<typeof illegalStateError>;

const RETRY_AFTER_MS = 5000;

/** Another service did not answer. Nothing was charged. */
export function serviceUnavailableError(service: string) {
  return {
    __typename: 'ServiceUnavailableError',
    code: 'SERVICE_UNAVAILABLE',
    message: `The service "${service}" does not answer. Nothing was charged; try again.`,
    path: [] as string[],
    service,
    retryAfterMs: RETRY_AFTER_MS,
  } as const;
}

/** orders does not take what was to be ordered. Nothing was charged. */
export function orderRefusedError(reason: string) {
  return {
    ...serviceUnavailableError('orders'),
    message: `The order was refused, and nothing was charged: ${reason}`,
  } as const;
}

export function voucherError(voucherCode: string, message: string, code: VoucherCode) {
  return {
    __typename: 'VoucherError',
    code,
    message,
    path: [] as string[],
    voucherCode,
  } as const;
}

const VOUCHER_CODES = ['VOUCHER_INVALID', 'VOUCHER_EXPIRED', 'VOUCHER_LIMIT'] as const;
type VoucherCode = (typeof VOUCHER_CODES)[number];

/** The code that clients know for a refusal of pricing. */
export function toVoucherCode(code: string): VoucherCode {
  return VOUCHER_CODES.find((known) => known === code) ?? 'VOUCHER_INVALID';
}

export function shippingOptionError(optionId: string, message: string) {
  return {
    __typename: 'ShippingOptionError',
    code: 'SHIPPING_OPTION_INVALID',
    message,
    path: ['optionId'] as string[],
    optionId,
  } as const;
}

interface PriceChange {
  readonly currency: string;
  readonly previousTotal: number;
  readonly currentTotal: number;
  readonly quoteHash: string;
}

export function priceChangedError(change: PriceChange) {
  return {
    __typename: 'PriceChangedError',
    code: 'PRICE_CHANGED',
    message:
      'What the shopper saw is not what it costs now. Nothing was charged: show the new total and ask again.',
    path: ['expectedQuoteHash'] as string[],
    previousTotal: toMoney(change.previousTotal, change.currency),
    currentTotal: toMoney(change.currentTotal, change.currency),
    quoteHash: change.quoteHash,
  } as const;
}

interface Decline {
  readonly message: string;
  readonly declineCode: string | null;
  readonly retryable: boolean;
}

export function paymentError({ message, declineCode, retryable }: Decline) {
  return {
    __typename: 'PaymentError',
    code: 'PAYMENT_DECLINED',
    message,
    path: ['paymentToken'] as string[],
    declineCode,
    retryable,
    actionUrl: null,
  } as const;
}

/** Not a failure: the shopper is to confirm the payment there, and the checkout goes on by itself. */
export function paymentActionError(actionUrl: string) {
  return {
    __typename: 'PaymentError',
    code: 'PAYMENT_ACTION_REQUIRED',
    message: 'The payment is to be confirmed at actionUrl; the checkout goes on by itself then.',
    path: ['paymentToken'] as string[],
    declineCode: null,
    retryable: true,
    actionUrl,
  } as const;
}

export function illegalStateError(state: CheckoutState, message: string) {
  return {
    __typename: 'IllegalStateError',
    code: 'ILLEGAL_STATE',
    message,
    path: ['checkoutId'] as string[],
    state,
    allowed: [...NEXT_STATES[state]] as string[],
  } as const;
}

interface Shortage {
  readonly variantId: string;
  readonly available: number;
}

/** One error for each variant of which too little is there. */
export function shortageErrors(shortages: readonly Shortage[], path: Path): CheckoutError[] {
  return shortages.map(({ variantId, available }) =>
    insufficientStockError(variantId, available, path),
  );
}
