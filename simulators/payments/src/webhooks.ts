import { setTimeout as wait } from 'node:timers/promises';

import type { Behaviour } from './control.ts';
import { DIALECTS } from './dialects/index.ts';
import type { Ledger } from './ledger.ts';
import type { PaymentEvent } from './payment.ts';

export interface WebhookOptions {
  readonly ledger: Ledger;
  /** Where the merchant is; nothing is sent when it is not known. */
  readonly target: () => string | undefined;
  readonly secret: string;
  readonly control: Behaviour;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5000;
const ANSWER_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 20;
const OLD_MS = 3_600_000;

/** Tells the merchant of every event, again and again until it answers 2xx. */
export function startWebhooks(options: WebhookOptions): void {
  const { ledger, control } = options;
  const waiting: PaymentEvent[] = [...ledger.undelivered];
  const release = (): void => {
    while (control.webhooks && waiting.length >= control.webhookBatch) {
      const batch = waiting.splice(0, control.webhookBatch).toReversed();
      for (const event of batch) {
        void deliver(event, options);
      }
    }
  };
  ledger.onEvent = (event) => {
    waiting.push(event);
    release();
  };
  // What was held back by the control leaves once it may.
  const timer = setInterval(release, LOOK_EVERY_MS);
  options.signal.addEventListener('abort', () => clearInterval(timer));
}

async function deliver(event: PaymentEvent, options: WebhookOptions): Promise<void> {
  const { control, signal, ledger } = options;
  const target = options.target();
  if (target === undefined) {
    return;
  }
  try {
    await wait(control.webhookDelayMs, undefined, { signal });
    for (let copy = 0; copy < control.webhookCopies; copy++) {
      let pauseMs = FIRST_RETRY_MS;
      while (!(await send(event, target, options))) {
        await wait(pauseMs, undefined, { signal });
        pauseMs = Math.min(LONGEST_RETRY_MS, pauseMs * 2);
      }
    }
    ledger.markDelivered(event.id);
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

/** Whether it was taken. One with a wrong signature, which the control asks for, is never sent again. */
async function send(
  event: PaymentEvent,
  target: string,
  { control, secret, signal, now }: WebhookOptions,
): Promise<boolean> {
  const { describeEvent, signEvent } = DIALECTS[event.payment.dialect];
  const body = JSON.stringify(describeEvent(event));
  const signedAt = now() - (control.webhookSignature === 'old' ? OLD_MS : 0);
  const key = control.webhookSignature === 'wrong' ? 'somebody else' : secret;
  try {
    const response = await fetch(new URL('/webhooks/provider', target), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signEvent(body, { key, at: signedAt }) },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    await response.arrayBuffer();
    return response.ok || control.webhookSignature !== 'right';
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return false;
  }
}
