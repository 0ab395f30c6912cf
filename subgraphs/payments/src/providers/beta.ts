import { z } from 'zod';

import type { AdapterOptions } from './alpha.ts';
import type { Call, Called } from './call.ts';
import type {
  Change,
  Provider,
  ProviderEvent,
  ProviderPayment,
  ProviderResult,
  ReadWebhook,
  ReceivedWebhook,
} from './provider.ts';
import { isInWindow, isSignedBy } from './signature.ts';

const amountShape = z.object({ value: z.int(), currency: z.string() });
const paymentShape = z.object({
  pspReference: z.string(),
  merchantReference: z.string(),
  resultCode: z.enum(['RedirectShopper', 'Authorised', 'Cancelled', 'Refused']),
  amount: amountShape,
  captured: amountShape,
  refunded: amountShape,
  refusalReason: z.string().optional(),
  refusalIsFinal: z.boolean().optional(),
  action: z.object({ url: z.string() }).optional(),
  additionalData: z
    .object({
      cardSummary: z.string(),
      expiryDate: z.string().regex(/^\d{1,2}\/\d{4}$/u),
      paymentMethod: z.string(),
      storedPaymentMethodId: z.string().optional(),
    })
    .optional(),
});
const listShape = z.object({ payments: z.array(paymentShape) });
const receivedShape = z.object({ status: z.literal('received') });
const errorShape = z.object({ errorCode: z.string(), message: z.string() });

const itemShape = z.object({
  eventCode: z.string(),
  success: z.enum(['true', 'false']),
  notificationId: z.string(),
  pspReference: z.string(),
  merchantReference: z.string(),
});
const notificationShape = z.object({
  notificationItems: z.array(z.object({ NotificationRequestItem: itemShape })),
});

/** What proves to the provider who calls. */
export function authorizeBeta(secret: string): Record<string, string> {
  return { 'x-api-key': secret };
}

const READS = 5;
const READ_EVERY_MS = 100;

/** A provider that takes changes first and makes them after: what they came to is read from the payment. */
export function createBeta({ call, secret }: AdapterOptions): Provider {
  const find = (ref: string) => findPayment(call, ref);
  const modify = async (
    name: 'captures' | 'cancels' | 'refunds',
    { ref, amount, currency, key }: Change,
    isDone: (payment: ProviderPayment) => boolean,
  ): Promise<ProviderResult> => {
    const path = `/v71/payments/${ref}/${name}`;
    const body = { amount: { value: amount, currency } };
    const taken = read(await call({ method: 'POST', path, body, key }), (answer) =>
      receivedShape.parse(answer),
    );
    return taken.status === 'done' ? waitFor(() => find(ref), isDone) : taken;
  };
  return {
    name: 'beta',
    authorize: async ({ reference, amount, currency, token, save, returnUrl }) =>
      readPayment(
        await call({
          method: 'POST',
          path: '/v71/payments',
          key: reference,
          body: {
            amount: { value: amount, currency },
            reference,
            paymentMethod: { type: 'scheme', token },
            storePaymentMethod: save,
            returnUrl,
          },
        }),
      ),
    capture: (change) => modify('captures', change, ({ captured }) => captured > 0),
    void: (change) => modify('cancels', change, ({ status }) => status === 'VOIDED'),
    refund: (change) => modify('refunds', change, ({ refunded }) => refunded >= change.total),
    find,
    async findByReference(reference) {
      const path = `/v71/payments?reference=${encodeURIComponent(reference)}`;
      return read(await call({ method: 'GET', path }), (body) => {
        const [payment] = listShape.parse(body).payments;
        return payment === undefined ? null : toPayment(payment);
      });
    },
    forget: async (token) =>
      read(await call({ method: 'DELETE', path: methodPath(token) }), () => null),
    readWebhook: (received) => readWebhook(received, secret),
  };
}

function methodPath(token: string): string {
  return `/v71/storedPaymentMethods/${encodeURIComponent(token)}`;
}

async function findPayment(
  call: Call,
  ref: string,
): Promise<ProviderResult<ProviderPayment | null>> {
  const called = await call({ method: 'GET', path: `/v71/payments/${ref}` });
  return called.status === 'answered' && called.code === 404
    ? { status: 'done', value: null }
    : readPayment(called);
}

/** Looks a few times; longer than that, the notification tells. */
async function waitFor(
  find: () => Promise<ProviderResult<ProviderPayment | null>>,
  isDone: (payment: ProviderPayment) => boolean,
): Promise<ProviderResult> {
  for (let tries = 0; tries < READS; tries++) {
    const found = await find();
    if (found.status !== 'done') {
      return found;
    }
    if (found.value !== null && isDone(found.value)) {
      return { status: 'done', value: found.value };
    }
    await new Promise((resolve) => {
      setTimeout(resolve, READ_EVERY_MS);
    });
  }
  return { status: 'unavailable', reason: 'It has taken the change and not made it yet.' };
}

function readPayment(called: Called): ProviderResult {
  return read(called, (body) => toPayment(paymentShape.parse(body)));
}

function read<Value>(called: Called, toValue: (body: unknown) => Value): ProviderResult<Value> {
  if (called.status === 'unavailable') {
    return called;
  }
  const error = errorShape.safeParse(called.body);
  try {
    return error.success
      ? { status: 'refused', message: error.data.message }
      : { status: 'done', value: toValue(called.body) };
  } catch (fault) {
    return { status: 'unavailable', reason: `Its answer is not understood: ${String(fault)}` };
  }
}

const STATUSES = {
  RedirectShopper: 'REQUIRES_ACTION',
  Authorised: 'AUTHORIZED',
  Cancelled: 'VOIDED',
  Refused: 'DECLINED',
} as const;

function toPayment(payment: z.output<typeof paymentShape>): ProviderPayment {
  const { captured, refunded } = payment;
  return {
    ref: payment.pspReference,
    reference: payment.merchantReference,
    status: captured.value > 0 ? 'CAPTURED' : STATUSES[payment.resultCode],
    amount: payment.amount.value,
    currency: payment.amount.currency,
    captured: captured.value,
    refunded: refunded.value,
    actionUrl: payment.action?.url ?? null,
    declineCode: payment.refusalReason ?? null,
    mayRetry: payment.refusalIsFinal === false,
    method: toMethod(payment.additionalData),
  };
}

function toMethod(
  data: z.output<typeof paymentShape>['additionalData'],
): ProviderPayment['method'] {
  const [month, year] = data?.expiryDate.split('/').map(Number) ?? [];
  return data === undefined || month === undefined || year === undefined
    ? null
    : {
        brand: data.paymentMethod,
        last4: data.cardSummary,
        expiresMonth: month,
        expiresYear: year,
        token: data.storedPaymentMethodId ?? null,
      };
}

function readWebhook({ headers, bytes, now }: ReceivedWebhook, secret: string): ReadWebhook {
  const at = String(headers['x-notification-time']);
  const mac = String(headers['x-hmac-signature']);
  if (
    !/^\d{1,15}$/u.test(at) ||
    !isSignedBy({ prefix: `${at}:`, bytes, secret, encoding: 'base64', mac })
  ) {
    return { ok: false, reason: 'The headers x-notification-time and x-hmac-signature are wrong.' };
  }
  if (!isInWindow(Number(at), now)) {
    return { ok: false, reason: 'It was signed more than five minutes from now.' };
  }
  const notification = notificationShape.safeParse(parse(bytes));
  return notification.success
    ? {
        ok: true,
        events: notification.data.notificationItems.flatMap(({ NotificationRequestItem: item }) =>
          toEvents(item),
        ),
      }
    : { ok: false, reason: 'The body is no notification.' };
}

const CHANGES: Readonly<Record<string, ProviderEvent['change']>> = {
  AUTHORISATION: 'AUTHORIZED',
  CAPTURE: 'CAPTURED',
  CANCELLATION: 'VOIDED',
  REFUND: 'REFUNDED',
};

function toEvents(item: z.output<typeof itemShape>): ProviderEvent[] {
  const done = Object.hasOwn(CHANGES, item.eventCode) ? CHANGES[item.eventCode] : undefined;
  const change = done === 'AUTHORIZED' && item.success === 'false' ? 'DECLINED' : done;
  return change === undefined
    ? []
    : [
        {
          id: item.notificationId,
          change,
          ref: item.pspReference,
          reference: item.merchantReference,
        },
      ];
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
