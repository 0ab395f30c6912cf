import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, asc, eq, isNull, lt } from '@supergraph/kit/drizzle';

import { type WebhookRow, providerWebhook } from '#src/tables.ts';

/** False when this one was received before. */
export async function addWebhook(
  tx: Transaction,
  row: Omit<WebhookRow, 'joinedAt'>,
): Promise<boolean> {
  const { changes } = tx
    .insert(providerWebhook)
    .values({ ...row, joinedAt: null })
    .onConflictDoNothing()
    .run();
  return changes > 0;
}

export async function findWaitingWebhooks(db: Queries, limit: number): Promise<WebhookRow[]> {
  return db
    .select()
    .from(providerWebhook)
    .where(isNull(providerWebhook.joinedAt))
    .orderBy(asc(providerWebhook.receivedAt))
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

export async function deleteOldWebhooks(tx: Transaction, before: number): Promise<void> {
  tx.delete(providerWebhook).where(lt(providerWebhook.receivedAt, before)).run();
}
