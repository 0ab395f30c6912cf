import type { CommandClient } from '@supergraph/kit/command-client';
import { z } from 'zod';

import type { CheckoutRow } from '#src/checkout-tables.ts';
import { describeHold, describeQuote } from '#src/saga/step-inputs.ts';
import type { Address } from '#src/tables.ts';

import { type CheckoutError, serviceUnavailableError } from './errors.ts';
import { readHoldAnswer } from './hold-answer.ts';
import { type CheckoutLine, type Quote, quoteShape } from './quote.ts';

export type Asked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly CheckoutError[] };

export interface Asking {
  readonly commands: CommandClient;
  readonly correlationId: string;
  /** Of this call and no other. */
  readonly key: string;
}

interface Question<Answer extends z.ZodType> {
  readonly service: string;
  readonly command: string;
  readonly input: object;
  readonly answer: Answer;
}

async function ask<Answer extends z.ZodType>(
  { commands, correlationId, key }: Asking,
  question: Question<Answer>,
): Promise<Asked<z.output<Answer>>> {
  const idempotencyKey = `${key}:${question.command}`;
  const result = await commands.call({ ...question, idempotencyKey, correlationId });
  return result.status === 'answered'
    ? { ok: true, value: result.answer }
    : { ok: false, errors: [serviceUnavailableError(question.service)] };
}

/** What the content of a checkout costs now. */
export function askQuote(checkout: CheckoutContent, asking: Asking): Promise<Asked<Quote>> {
  const input = describeQuote(checkout);
  return ask(asking, { service: 'pricing', command: 'quote', input, answer: quoteShape });
}

export type CheckoutContent = Omit<
  CheckoutRow,
  'quote' | 'state' | 'version' | 'cartVersion' | 'expiresAt' | 'createdAt'
>;

/** Holds the stock of a checkout for so many seconds. */
export async function askHold(
  content: CheckoutContent,
  { seconds, ...asking }: Asking & { readonly seconds: number },
): Promise<Asked<null>> {
  const input = describeHold(content, seconds);
  const question = { service: 'inventory', command: 'reserve', input, answer: z.unknown() };
  const asked = await ask(asking, question);
  if (!asked.ok) {
    return asked;
  }
  const errors = readHoldAnswer(asked.value, ['cartId']);
  return errors.length === 0 ? { ok: true, value: null } : { ok: false, errors };
}

const freight = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('QUOTED'),
    options: z.array(
      z.object({
        id: z.string(),
        carrier: z.string(),
        service: z.string(),
        amount: z.int(),
        currency: z.string(),
      }),
    ),
  }),
  z.object({ status: z.literal('REFUSED'), message: z.string() }),
]);
export type FreightQuote = z.output<typeof freight>;

export interface Parcel {
  readonly address: Address;
  readonly currency: string;
  readonly lines: readonly CheckoutLine[];
}

/** The ways of delivery to an address; `Cart.shippingOptions` shows the same. */
export function askFreight(
  { address, currency, lines }: Parcel,
  asking: Asking,
): Promise<Asked<FreightQuote>> {
  const input = {
    countryCode: address.countryCode,
    region: address.region,
    postalCode: address.postalCode,
    currencyCode: currency,
    lines: lines.map(({ sku, quantity, weightGrams }) => ({
      sku,
      quantity,
      weightGrams,
      dimensions: null,
    })),
  };
  return ask(asking, { service: 'erp', command: 'freightQuote', input, answer: freight });
}
