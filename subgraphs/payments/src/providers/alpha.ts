import { z } from 'zod';

import type { Call, Called } from './call.ts';
import type {
  Provider,
  ProviderEvent,
  ProviderPayment,
  ProviderResult,
  ReadWebhook,
  ReceivedWebhook,
} from './provider.ts';
import { isInWindow, isSignedBy } from './signature.ts';

const STATUSES = {
  requires_action: 'REQUIRES_ACTION',
  requires_capture: 'AUTHORIZED',
  succeeded: 'CAPTURED',
  canceled: 'VOIDED',
  requires_payment_method: 'DECLINED',
} as const;

const intentShape = z.object({
  id: z.string(),
  status: z.enum(Object.keys(STATUSES) as (keyof typeof STATUSES)[]),
  amount: z.int(),
  amount_captured: z.int(),
  amount_refunded: z.int(),
  currency: z.string(),
  merchant_reference: z.string(),
  next_action: z.object({ redirect_to_url: z.object({ url: z.string() }) }).nullish(),
  last_payment_error: z.object({ decline_code: z.string(), may_retry: z.boolean() }).nullish(),
  payment_method_details: z
    .object({
      brand: z.string(),
      last4: z.string(),
      exp_month: z.int(),
      exp_year: z.int(),
      reusable: z.string().nullish(),
    })
    .nullish(),
});
const listShape = z.object({ data: z.array(intentShape) });
const errorShape = z.object({ error: z.object({ message: z.string() }) });

const CHANGES = {
  'payment_intent.amount_capturable_updated': 'AUTHORIZED',
  'payment_intent.succeeded': 'CAPTURED',
  'payment_intent.payment_failed': 'DECLINED',
  'payment_intent.canceled': 'VOIDED',
  'charge.refunded': 'REFUNDED',
} as const;

const eventShape = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ object: z.object({ id: z.string(), merchant_reference: z.string() }) }),
});

export interface AdapterOptions {
  readonly call: Call;
  readonly secret: string;
}

/** What proves to the provider who calls. */
export function authorizeAlpha(secret: string): Record<string, string> {
  return { authorization: `Bearer ${secret}` };
}

/** A provider with payment intents: snake case, bearer token, and done when it is answered. */
export function createAlpha({ call, secret }: AdapterOptions): Provider {
  const change = async (path: string, { body, key }: { body: object; key: string }) =>
    readIntent(await call({ method: 'POST', path, body, key }));
  return {
    name: 'alpha',
    authorize: ({ reference, amount, currency, token, save, returnUrl }) =>
      change('/v1/payment_intents', {
        key: reference,
        body: {
          amount,
          currency: currency.toLowerCase(),
          payment_method: token,
          merchant_reference: reference,
          save_payment_method: save,
          return_url: returnUrl,
        },
      }),
    capture: ({ ref, amount, key }) =>
      change(`/v1/payment_intents/${ref}/capture`, { key, body: { amount_to_capture: amount } }),
    void: ({ ref, key }) => change(`/v1/payment_intents/${ref}/cancel`, { key, body: {} }),
    refund: ({ ref, amount, key }) =>
      change('/v1/refunds', { key, body: { payment_intent: ref, amount } }),
    async find(ref) {
      const called = await call({ method: 'GET', path: `/v1/payment_intents/${ref}` });
      return called.status === 'answered' && called.code === 404
        ? { status: 'done', value: null }
        : readIntent(called);
    },
    async findByReference(reference) {
      const path = `/v1/payment_intents?merchant_reference=${encodeURIComponent(reference)}`;
      const called = await call({ method: 'GET', path });
      return read(called, (body) => {
        const [intent] = listShape.parse(body).data;
        return intent === undefined ? null : toPayment(intent);
      });
    },
    forget: async (token) =>
      read(await call({ method: 'DELETE', path: methodPath(token) }), () => null),
    readWebhook: (received) => readWebhook(received, secret),
  };
}

function methodPath(token: string): string {
  return `/v1/payment_methods/${encodeURIComponent(token)}`;
}

/** A declined payment is a payment too: it is answered with 402 and its intent. */
function readIntent(called: Called): ProviderResult {
  return read(called, (body) => toPayment(intentShape.parse(body)));
}

function read<Value>(called: Called, toValue: (body: unknown) => Value): ProviderResult<Value> {
  if (called.status === 'unavailable') {
    return called;
  }
  const error = errorShape.safeParse(called.body);
  try {
    return error.success
      ? { status: 'refused', message: error.data.error.message }
      : { status: 'done', value: toValue(called.body) };
  } catch (fault) {
    return { status: 'unavailable', reason: `Its answer is not understood: ${String(fault)}` };
  }
}

function toPayment(intent: z.output<typeof intentShape>): ProviderPayment {
  const { last_payment_error: error, payment_method_details: method } = intent;
  return {
    ref: intent.id,
    reference: intent.merchant_reference,
    status: STATUSES[intent.status],
    amount: intent.amount,
    currency: intent.currency.toUpperCase(),
    captured: intent.amount_captured,
    refunded: intent.amount_refunded,
    actionUrl: intent.next_action?.redirect_to_url.url ?? null,
    declineCode: error?.decline_code ?? null,
    mayRetry: error?.may_retry ?? false,
    method:
      method == null
        ? null
        : {
            brand: method.brand,
            last4: method.last4,
            expiresMonth: method.exp_month,
            expiresYear: method.exp_year,
            token: method.reusable ?? null,
          },
  };
}

const SIGNATURE = /^t=(?<at>\d{1,12}),v1=(?<mac>[0-9a-f]{64})$/u;

function readWebhook({ headers, bytes, now }: ReceivedWebhook, secret: string): ReadWebhook {
  const { at, mac } = SIGNATURE.exec(String(headers['provider-signature']))?.groups ?? {};
  if (at === undefined || mac === undefined) {
    return { ok: false, reason: 'The header provider-signature is missing or of another form.' };
  }
  if (!isSignedBy({ prefix: `${at}.`, bytes, secret, encoding: 'hex', mac })) {
    return { ok: false, reason: 'The signature is wrong.' };
  }
  if (!isInWindow(Number(at) * 1000, now)) {
    return { ok: false, reason: 'It was signed more than five minutes from now.' };
  }
  const event = eventShape.safeParse(parse(bytes));
  return event.success
    ? { ok: true, events: toEvents(event.data) }
    : { ok: false, reason: 'The body is no event.' };
}

function toEvents({ id, type, data: { object } }: z.output<typeof eventShape>): ProviderEvent[] {
  const change = Object.hasOwn(CHANGES, type) ? CHANGES[type as keyof typeof CHANGES] : undefined;
  return change === undefined
    ? []
    : [{ id, change, ref: object.id, reference: object.merchant_reference }];
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
