import { z } from 'zod';

const MAX_LINES = 250;
const MAX_UNITS = 9999;
const DEFAULT_SECONDS = 900;
const MAX_SECONDS = 86_400;

const id = z.string().min(1).max(100);

/** The id of a checkout: there is one reservation for each. */
export const checkoutId = id;
export const orderId = id;

/** How long a hold lasts from now. */
export const holdSeconds = z.int().min(1).max(MAX_SECONDS).default(DEFAULT_SECONDS);

export const lines = z
  .array(z.object({ variantId: id, quantity: z.int().min(1).max(MAX_UNITS) }))
  .min(1)
  .max(MAX_LINES);
