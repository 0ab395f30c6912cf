import type { CheckoutError } from './errors.ts';

/** Why a try to complete a checkout ended, and where it leaves the checkout. */
export interface Failure {
  /** What the shopper is told; never empty. */
  readonly errors: readonly CheckoutError[];
  readonly returnsTo: 'SHIPPING_SELECTED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';
  /** True when the stock stays held until the checkout expires: another try is likely. */
  readonly keepsHold: boolean;
}

export function failAndReturn(errors: readonly CheckoutError[]): Failure {
  return { errors, returnsTo: 'SHIPPING_SELECTED', keepsHold: false };
}
