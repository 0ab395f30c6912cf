import { createHmac } from 'node:crypto';

import { z } from 'zod';

import type { Outcome } from '../ledger.ts';
import type { Payment } from '../payment.ts';
import { isSame } from '../secrets.ts';
import {
  type Dialect,
  type DialectAnswer,
  type DialectDeps,
  type Route,
  findRoute,
  keyOf,
} from './dialect.ts';

const creation = z.object({
  amount: z.int().min(1),
  currency: z.string().regex(/^[a-z]{3}$/u),
  payment_method: z.string(),
  merchant_reference: z.string().min(1),
  save_payment_method: z.boolean().default(false),
  return_url: z.string().nullable().default(null),
});
const capture = z.object({ amount_to_capture: z.int().min(1) });
const refund = z.object({ payment_intent: z.string(), amount: z.int().min(1) });

const STATUSES = {
  requires_action: 'requires_action',
  authorized: 'requires_capture',
  captured: 'succeeded',
  voided: 'canceled',
  declined: 'requires_payment_method',
} as const;

const EVENT_TYPES = {
  authorized: 'payment_intent.amount_capturable_updated',
  captured: 'payment_intent.succeeded',
  declined: 'payment_intent.payment_failed',
  voided: 'payment_intent.canceled',
  refunded: 'charge.refunded',
} as const;

/** Snake case, minor units, bearer token; a capture is done when it is answered. */
export const alpha: Dialect = {
  prefix: '/v1/',
  handle(request, deps) {
    if (!isSame(request.headers['authorization'] ?? '', `Bearer ${deps.secret}`)) {
      return fail(401, 'authentication_error', 'Send the API key as a bearer token.');
    }
    try {
      return (
        findRoute(ROUTES, request)?.(request, deps) ??
        fail(404, 'invalid_request_error', 'There is no such route.')
      );
    } catch (error) {
      if (error instanceof z.ZodError) {
        return fail(400, 'invalid_request_error', z.prettifyError(error));
      }
      throw error;
    }
  },
  describeEvent: (event) => ({
    id: event.id,
    object: 'event',
    type: EVENT_TYPES[event.change],
    created: Math.floor(event.at / 1000),
    data: { object: describe(event.payment) },
  }),
  signEvent(body, { key, at }) {
    const seconds = Math.floor(at / 1000);
    const mac = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
    return { 'provider-signature': `t=${seconds},v1=${mac}` };
  },
};

const ROUTES: Readonly<Record<string, Route>> = {
  'POST payment_intents': (_, request, { ledger, actionUrl }) =>
    answer(
      ledger.authorize({ dialect: 'alpha', ...readCreation(request.body) }, keyOf(request)),
      actionUrl,
    ),
  'GET payment_intents': (_, { query }, { ledger, actionUrl }) => {
    const payment = ledger.findByReference(query.get('merchant_reference') ?? '');
    return { status: 200, body: { data: payment ? [describe(payment, actionUrl)] : [] } };
  },
  'GET payment_intents/:id': (id, _, { ledger, actionUrl }) =>
    answer(found(ledger.find(id), id), actionUrl),
  'POST payment_intents/:id/capture': (id, request, { ledger, actionUrl }) =>
    answer(
      ledger.capture(id, capture.parse(request.body).amount_to_capture, keyOf(request)),
      actionUrl,
    ),
  'POST payment_intents/:id/cancel': (id, request, { ledger, actionUrl }) =>
    answer(ledger.void(id, keyOf(request)), actionUrl),
  'POST refunds': (_, request, { ledger, actionUrl }) => {
    const { payment_intent: intent, amount } = refund.parse(request.body);
    return answer(ledger.refund(intent, amount, keyOf(request)), actionUrl);
  },
  'DELETE payment_methods/:id': (id, _, { ledger }) => {
    ledger.forgetMethod(id);
    return { status: 200, body: { id, deleted: true } };
  },
};

function readCreation(body: unknown) {
  const input = creation.parse(body);
  return {
    reference: input.merchant_reference,
    amount: input.amount,
    currency: input.currency.toUpperCase(),
    token: input.payment_method,
    save: input.save_payment_method,
    returnUrl: input.return_url,
  };
}

function found(payment: Payment | undefined, id: string): Outcome {
  return payment === undefined
    ? { ok: false, reason: 'unknown payment', message: `There is no payment "${id}".` }
    : { ok: true, payment };
}

const STATUS_CODES = {
  'unknown token': 402,
  'capture failed': 402,
  'unknown payment': 404,
  'wrong state': 409,
  'too much': 400,
  'key reused': 409,
} as const;

function answer(outcome: Outcome, actionUrl: DialectDeps['actionUrl']): DialectAnswer {
  if (!outcome.ok) {
    return fail(STATUS_CODES[outcome.reason], outcome.reason.replaceAll(' ', '_'), outcome.message);
  }
  const { payment } = outcome;
  return { status: payment.status === 'declined' ? 402 : 200, body: describe(payment, actionUrl) };
}

function describe(payment: Payment, actionUrl?: DialectDeps['actionUrl']): object {
  const { status, method } = payment;
  return {
    id: payment.id,
    object: 'payment_intent',
    status: STATUSES[status],
    amount: payment.amount,
    amount_captured: payment.captured,
    amount_refunded: payment.refunded,
    currency: payment.currency.toLowerCase(),
    merchant_reference: payment.reference,
    next_action:
      status === 'requires_action' && actionUrl !== undefined
        ? { type: 'redirect_to_url', redirect_to_url: { url: actionUrl(payment.id) } }
        : null,
    last_payment_error:
      payment.declineCode === null
        ? null
        : { decline_code: payment.declineCode, may_retry: payment.mayRetry },
    payment_method_details: {
      brand: method.brand,
      last4: method.last4,
      exp_month: method.expiresMonth,
      exp_year: method.expiresYear,
      reusable: method.reusable,
    },
  };
}

function fail(status: number, type: string, message: string): DialectAnswer {
  return { status, body: { error: { type, message } } };
}
