import { createHmac } from 'node:crypto';

import { z } from 'zod';

import type { Outcome } from '../ledger.ts';
import type { Payment, PaymentEvent } from '../payment.ts';
import { isSame } from '../secrets.ts';
import {
  type Dialect,
  type DialectAnswer,
  type DialectDeps,
  type Route,
  findRoute,
  keyOf,
} from './dialect.ts';

const amount = z.object({ value: z.int().min(1), currency: z.string().regex(/^[A-Z]{3}$/u) });
const creation = z.object({
  amount,
  reference: z.string().min(1),
  paymentMethod: z.object({ type: z.literal('scheme'), token: z.string() }),
  storePaymentMethod: z.boolean().default(false),
  returnUrl: z.string().nullable().default(null),
});
const modification = z.object({ amount });

const EVENT_CODES = {
  authorized: 'AUTHORISATION',
  declined: 'AUTHORISATION',
  captured: 'CAPTURE',
  voided: 'CANCELLATION',
  refunded: 'REFUND',
} as const;

const RESULT_CODES = {
  requires_action: 'RedirectShopper',
  authorized: 'Authorised',
  captured: 'Authorised',
  voided: 'Cancelled',
  declined: 'Refused',
} as const;

/** Camel case, amounts as objects, an API key header; captures, cancellations and refunds are taken first and happen after. */
export const beta: Dialect = {
  prefix: '/v71/',
  handle(request, deps) {
    if (!isSame(request.headers['x-api-key'] ?? '', deps.secret)) {
      return fail(401, '000', 'Send the API key as x-api-key.');
    }
    try {
      return (
        findRoute(ROUTES, request)?.(request, deps) ?? fail(404, '100', 'There is no such route.')
      );
    } catch (error) {
      if (error instanceof z.ZodError) {
        return fail(422, '702', z.prettifyError(error));
      }
      throw error;
    }
  },
  describeEvent: (event) => ({
    live: 'false',
    notificationItems: [{ NotificationRequestItem: describeItem(event) }],
  }),
  signEvent(body, { key, at }) {
    const mac = createHmac('sha256', key).update(`${at}:${body}`).digest('base64');
    return { 'x-notification-time': String(at), 'x-hmac-signature': mac };
  },
};

const ROUTES: Readonly<Record<string, Route>> = {
  'POST payments': (_, request, { ledger, actionUrl }) =>
    pay(
      ledger.authorize({ dialect: 'beta', ...readCreation(request.body) }, keyOf(request)),
      actionUrl,
    ),
  'GET payments': (_, { query }, { ledger, actionUrl }) => {
    const payment = ledger.findByReference(query.get('reference') ?? '');
    return { status: 200, body: { payments: payment ? [describe(payment, actionUrl)] : [] } };
  },
  'GET payments/:id': (id, _, { ledger, actionUrl }) => {
    const payment = ledger.find(id);
    return payment === undefined
      ? fail(404, '167', `There is no payment "${id}".`)
      : { status: 200, body: describe(payment, actionUrl) };
  },
  'POST payments/:id/captures': (id, request, { ledger }) =>
    modify(ledger.capture(id, readAmount(request.body), keyOf(request))),
  'POST payments/:id/cancels': (id, request, { ledger }) => modify(ledger.void(id, keyOf(request))),
  'POST payments/:id/refunds': (id, request, { ledger }) =>
    modify(ledger.refund(id, readAmount(request.body), keyOf(request))),
  'DELETE storedPaymentMethods/:id': (id, _, { ledger }) => {
    ledger.forgetMethod(id);
    return { status: 200, body: { response: '[detail-successfully-disabled]' } };
  },
};

function readAmount(body: unknown): number {
  return modification.parse(body).amount.value;
}

function readCreation(body: unknown) {
  const input = creation.parse(body);
  return {
    reference: input.reference,
    amount: input.amount.value,
    currency: input.amount.currency,
    token: input.paymentMethod.token,
    save: input.storePaymentMethod,
    returnUrl: input.returnUrl,
  };
}

const ERRORS = {
  'unknown token': [422, '14_012'],
  'capture failed': [422, '29_101'],
  'unknown payment': [404, '167'],
  'wrong state': [422, '168'],
  'too much': [422, '137'],
  'key reused': [422, '704'],
} as const;

function refuse(outcome: Extract<Outcome, { ok: false }>): DialectAnswer {
  const [status, code] = ERRORS[outcome.reason];
  return fail(status, code, outcome.message);
}

function pay(outcome: Outcome, actionUrl: DialectDeps['actionUrl']): DialectAnswer {
  return outcome.ok ? { status: 200, body: describe(outcome.payment, actionUrl) } : refuse(outcome);
}

/** What it comes to is told by a notification. */
function modify(outcome: Outcome): DialectAnswer {
  return outcome.ok
    ? { status: 201, body: { pspReference: outcome.payment.id, status: 'received' } }
    : refuse(outcome);
}

function describe(payment: Payment, actionUrl: DialectDeps['actionUrl']): object {
  const { method, status } = payment;
  return {
    pspReference: payment.id,
    merchantReference: payment.reference,
    resultCode: RESULT_CODES[status],
    amount: { value: payment.amount, currency: payment.currency },
    captured: { value: payment.captured, currency: payment.currency },
    refunded: { value: payment.refunded, currency: payment.currency },
    ...(payment.declineCode !== null && {
      refusalReason: payment.declineCode,
      refusalIsFinal: !payment.mayRetry,
    }),
    ...(status === 'requires_action' && {
      action: { type: 'redirect', url: actionUrl(payment.id) },
    }),
    additionalData: {
      cardSummary: method.last4,
      expiryDate: `${method.expiresMonth}/${method.expiresYear}`,
      paymentMethod: method.brand,
      ...(method.reusable !== null && { storedPaymentMethodId: method.reusable }),
    },
  };
}

function describeItem({ id, change, at, amount: value, payment }: PaymentEvent): object {
  return {
    eventCode: EVENT_CODES[change],
    success: change === 'declined' ? 'false' : 'true',
    eventDate: new Date(at).toISOString(),
    notificationId: id,
    pspReference: payment.id,
    merchantReference: payment.reference,
    amount: { value, currency: payment.currency },
    ...(change === 'declined' && {
      reason: payment.declineCode,
      additionalData: { refusalIsFinal: String(!payment.mayRetry) },
    }),
  };
}

function fail(status: number, errorCode: string, message: string): DialectAnswer {
  return { status, body: { status, errorCode, message, errorType: 'validation' } };
}
