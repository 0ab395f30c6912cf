/** Units of one variant in one cart, over all its lines. */
export const MAX_PER_VARIANT = 999;
export const MAX_LINES = 250;
export const MAX_ATTRIBUTES = 10;
export const MAX_ATTRIBUTE_KEY = 40;
export const MAX_ATTRIBUTE_VALUE = 200;
export const MAX_VOUCHERS = 10;
export const MAX_VOUCHER_CODE = 64;
export const MAX_NOTE = 500;

const HOUR_MS = 60 * 60 * 1000;
/** How long the token of a claimed cart still leads its customer to it. */
export const CLAIMED_TOKEN_MS = 24 * HOUR_MS;
/** How long a cart rests before it counts as left behind. */
export const ABANDONED_AFTER_MS = HOUR_MS;
