import { defineCommand } from '@supergraph/kit/commands';
import { isCurrency } from '@supergraph/kit/money';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { authorize } from '#src/work/authorize.ts';

const id = z.string().min(1).max(100);

const input = z.object({
  checkoutId: id,
  customerId: id.nullable(),
  amount: z.int().min(1),
  currency: z.string().refine(isCurrency, 'is no ISO 4217 code'),
  paymentToken: z.string().min(1).max(200),
  savePaymentMethod: z.boolean(),
  countryCode: z.string().length(2),
});

/** Holds the amount of a checkout. The key is one authorisation, whatever is sent with it again. */
export const createAuthorizeCommand = (deps: Deps) =>
  defineCommand({
    callers: ['cart'],
    input,
    perform: (asked, { idempotencyKey: key, correlationId }) =>
      authorize(asked, { key, correlationId, deps }),
  });
