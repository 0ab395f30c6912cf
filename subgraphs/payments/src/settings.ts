import { z } from 'zod';

export const settingsShape = {
  /** Base URL of the payment provider. Nothing can be paid while it is not set. */
  PAYMENT_PROVIDER_URL: z.url({ protocol: /^https?$/u }).optional(),
  /** The provider's API key, which also signs its webhooks. */
  PAYMENT_PROVIDER_SECRET: z.string().min(16).optional(),
  /** How the provider is spoken to: the name of a file in src/providers. */
  PAYMENT_PROVIDER_DIALECT: z.enum(['alpha', 'beta']).default('alpha'),
  /** Where a shopper comes back to after confirming a payment. */
  STOREFRONT_URL: z.url({ protocol: /^https?$/u }).default('http://localhost:4000'),
};

export interface Settings {
  readonly PAYMENT_PROVIDER_URL?: string | undefined;
  readonly PAYMENT_PROVIDER_SECRET?: string | undefined;
  readonly PAYMENT_PROVIDER_DIALECT: 'alpha' | 'beta';
  readonly STOREFRONT_URL: string;
}
