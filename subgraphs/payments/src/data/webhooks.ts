import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, asc, eq, isNull, lt, lte } from '@supergraph/kit/drizzle';

import { type WebhookRow, providerWebhook } from '#src/tables.ts';

/** False when this one was received before. */
export async function addWebhook(
  tx: Transaction,
  row: Omit<WebhookRow, 'joinedAt' | 'tries' | 'nextTryAt'>,
): Promise<boolean> {
  const { changes } = tx
    .insert(providerWebhook)
    .values({ ...row, joinedAt: null, tries: 0, nextTryAt: row.receivedAt })
    .onConflictDoNothing()
    .run();
  return changes > 0;
}

/** Webhooks that have been joined with nothing yet and are due, those due longest first. */
export async function findWaitingWebhooks(
  db: Queries,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<WebhookRow[]> {
  return db
    .select()
    .from(providerWebhook)
    .where(and(isNull(providerWebhook.joinedAt), lte(providerWebhook.nextTryAt, now)))
    .orderBy(asc(providerWebhook.nextTryAt))
    .limit(limit)
    .all();
}

export async function markJoined(
  tx: Transaction,
  { provider, eventId }: Pick<WebhookRow, 'provider' | 'eventId'>,
  at: number,
): Promise<void> {
  tx.update(providerWebhook)
    .set({ joinedAt: at })
    .where(and(eq(providerWebhook.provider, provider), eq(providerWebhook.eventId, eventId)))
    .run();
}

/** Puts the next try off. */
export async function tryLater(
  tx: Transaction,
  { provider, eventId, tries }: WebhookRow,
  nextTryAt: number,
): Promise<void> {
  tx.update(providerWebhook)
    .set({ tries: tries + 1, nextTryAt })
    .where(and(eq(providerWebhook.provider, provider), eq(providerWebhook.eventId, eventId)))
    .run();
}

export async function deleteOldWebhooks(tx: Transaction, before: number): Promise<void> {
  tx.delete(providerWebhook).where(lt(providerWebhook.receivedAt, before)).run();
}
