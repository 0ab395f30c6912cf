import { isCurrency } from '@supergraph/kit/money';
import { z } from 'zod';

/**
 * The highest amount in minor units: 250 lines of 999 units at this price still add up to a safe integer.
 */
export const MAX_AMOUNT = 10_000_000_000;
export const MAX_QUANTITY = 9999;

/** An amount in minor units that can be priced with. */
export const minorUnits = z
  .int('Expected an integer in minor units.')
  .min(0, 'The amount is negative.')
  .max(MAX_AMOUNT, `The amount is over ${MAX_AMOUNT} minor units.`);

/** An ISO 4217 code the world knows. */
export const currencyCode = z
  .string()
  .refine((code) => isCurrency(code), 'This is not an ISO 4217 currency.');

/** An ISO 3166-1 alpha-2 code, by its form. */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/u, 'Expected an ISO 3166-1 code such as "DE".');
