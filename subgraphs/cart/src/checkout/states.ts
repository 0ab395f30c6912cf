export const CHECKOUT_STATES = [
  'OPEN',
  'ADDRESSED',
  'SHIPPING_SELECTED',
  'PROCESSING',
  'REQUIRES_ACTION',
  'COMPLETED',
  'COMPENSATING',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type CheckoutState = (typeof CHECKOUT_STATES)[number];

/** Where a checkout can go from each state. */
export const NEXT_STATES: Readonly<Record<CheckoutState, readonly CheckoutState[]>> = {
  OPEN: ['ADDRESSED', 'CANCELLED', 'EXPIRED'],
  ADDRESSED: ['SHIPPING_SELECTED', 'CANCELLED', 'EXPIRED'],
  SHIPPING_SELECTED: ['ADDRESSED', 'PROCESSING', 'CANCELLED', 'EXPIRED'],
  PROCESSING: ['REQUIRES_ACTION', 'COMPLETED', 'COMPENSATING'],
  REQUIRES_ACTION: ['PROCESSING', 'COMPENSATING'],
  COMPENSATING: ['SHIPPING_SELECTED', 'FAILED', 'CANCELLED', 'EXPIRED'],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
  EXPIRED: [],
};

/** States in which its content may change. */
export const EDITABLE: readonly CheckoutState[] = ['OPEN', 'ADDRESSED', 'SHIPPING_SELECTED'];

/** States in which a saga works on it, so that nothing else may. */
export const BUSY: readonly CheckoutState[] = ['PROCESSING', 'REQUIRES_ACTION', 'COMPENSATING'];
