import type { Deps } from '#src/context.ts';
import { findAttempt, findAttemptByRef } from '#src/data/attempts.ts';
import { findIntent, findOpenIntents, putIntent } from '#src/data/intents.ts';
import { findWaitingWebhooks, markJoined, tryLater } from '#src/data/webhooks.ts';
import type { ProviderChange, AttemptRow, IntentRow, WebhookRow } from '#src/tables.ts';

import { applyPayment } from './apply-payment.ts';

const AT_ONCE = 100;
/** How long a payment may hang before the provider is asked what became of it. */
const LOOK_AFTER_MS = 60_000;

/** Reads from the provider what a payment is now, and applies it: its word is the truth, whoever said there is news. */
export async function refresh(attempt: AttemptRow, deps: Deps): Promise<boolean> {
  const { provider, db } = deps;
  if (provider === undefined || provider.name !== attempt.provider) {
    return false;
  }
  const found = await (attempt.providerRef === null
    ? provider.findByReference(attempt.key)
    : provider.find(attempt.providerRef));
  if (found.status !== 'done' || found.value === null) {
    return false;
  }
  const payment = found.value;
  await db.transaction((tx) => applyPayment(tx, attempt.key, { payment, deps }));
  return true;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 60_000;

/** Goes through the webhooks that have not been joined with a payment of ours. One that came first waits for it. */
export async function joinWebhooks(deps: Deps): Promise<void> {
  const { db, now } = deps;
  for (const webhook of await findWaitingWebhooks(db.reader, { now: now(), limit: AT_ONCE })) {
    const isJoined = await join(webhook, deps);
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** webhook.tries);
    await db.transaction((tx) =>
      isJoined ? markJoined(tx, webhook, now()) : tryLater(tx, webhook, now() + pauseMs),
    );
  }
}

async function join(webhook: WebhookRow, deps: Deps): Promise<boolean> {
  const { reader } = deps.db;
  const { provider, providerRef: ref } = webhook;
  const attempt =
    (await findAttempt(reader, webhook.reference)) ??
    (await findAttemptByRef(reader, { provider, ref }));
  if (attempt === undefined) {
    return false;
  }
  const intent = attempt.intentId === null ? undefined : await findIntent(reader, attempt.intentId);
  return isKnown(webhook.change, { attempt, intent }) || refresh(attempt, deps);
}

const KNOWN_BY: Readonly<Record<ProviderChange, readonly IntentRow['status'][]>> = {
  AUTHORIZED: ['AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  CAPTURED: ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  DECLINED: ['DECLINED'],
  VOIDED: ['VOIDED'],
  // How much is not said: there may have been another one.
  REFUNDED: [],
};

/** Whether it says nothing that is not written down already. */
function isKnown(
  change: ProviderChange,
  { attempt, intent }: { readonly attempt: AttemptRow; readonly intent: IntentRow | undefined },
): boolean {
  return (
    attempt.status !== 'VOIDING' &&
    intent?.attempt === attempt.key &&
    KNOWN_BY[change].includes(intent.status)
  );
}

/** Asks about payments that nobody has heard of for a while. */
export async function lookUpOpen(deps: Deps): Promise<void> {
  const before = deps.now() - LOOK_AFTER_MS;
  for (const { id, attempt: key } of await findOpenIntents(deps.db.reader, {
    before,
    limit: AT_ONCE,
  })) {
    const attempt = await findAttempt(deps.db.reader, key);
    if (attempt === undefined || !(await refresh(attempt, deps))) {
      await deps.db.transaction((tx) => lookLater(tx, id, deps));
    }
  }
}

async function lookLater(
  tx: Parameters<typeof putIntent>[0],
  id: string,
  { now }: Deps,
): Promise<void> {
  const intent = await findIntent(tx, id);
  if (intent !== undefined) {
    await putIntent(tx, { ...intent, updatedAt: now() });
  }
}
