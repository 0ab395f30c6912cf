import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, gte, inArray, isNotNull, lt, sql } from '@supergraph/kit/drizzle';
import { preparedPut } from '@supergraph/kit/put';

import { type EventRow, type IntentRow, paymentEvent, paymentIntent } from '#src/tables.ts';

export async function findIntents(db: Queries, ids: readonly string[]): Promise<IntentRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findIntent(db: Queries, id: string): Promise<IntentRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

export async function findIntentOfCheckout(
  db: Queries,
  checkoutId: string,
): Promise<IntentRow | undefined> {
  return selectByCheckout(db).get({ checkoutId });
}

export async function findIntentsOfOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<IntentRow[]> {
  return selectByOrders(db).all({ ids: JSON.stringify(orderIds) });
}

export const putIntent = preparedPut(paymentIntent, paymentIntent.id);

/** Intents whose end is not known, and that nobody has looked at since. */
export async function findOpenIntents(
  db: Queries,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<IntentRow[]> {
  return db
    .select()
    .from(paymentIntent)
    .where(
      and(
        inArray(paymentIntent.status, ['CREATED', 'REQUIRES_ACTION']),
        lt(paymentIntent.updatedAt, before),
      ),
    )
    .orderBy(asc(paymentIntent.updatedAt))
    .limit(limit)
    .all();
}

/** Intents whose capture was given up by those who asked for it, and tried since then. */
export async function findFailedCaptures(
  db: Queries,
  {
    tries,
    before,
    limit,
  }: { readonly tries: number; readonly before: number; readonly limit: number },
): Promise<IntentRow[]> {
  return db
    .select()
    .from(paymentIntent)
    .where(
      and(
        eq(paymentIntent.status, 'AUTHORIZED'),
        isNotNull(paymentIntent.captureAskedAt),
        gte(paymentIntent.captureTries, tries),
        lt(paymentIntent.updatedAt, before),
      ),
    )
    .limit(limit)
    .all();
}

export async function forgetPayer(tx: Transaction, customerId: string, at: number): Promise<void> {
  tx.update(paymentIntent)
    .set({ customerId: null, method: null, forgottenAt: at })
    .where(eq(paymentIntent.customerId, customerId))
    .run();
}

export async function addEvent(tx: Transaction, event: Omit<EventRow, 'seq'>): Promise<void> {
  const seq = await tx.$count(paymentEvent, eq(paymentEvent.intentId, event.intentId));
  tx.insert(paymentEvent)
    .values({ ...event, seq })
    .run();
}

export async function findEventsOfIntents(
  db: Queries,
  ids: readonly string[],
): Promise<EventRow[]> {
  return selectEvents(db).all({ ids: JSON.stringify(ids) });
}

const selectByIds = prepared((db) =>
  db.select().from(paymentIntent).where(inJson(paymentIntent.id, 'ids')).prepare(),
);
const selectByCheckout = prepared((db) =>
  db
    .select()
    .from(paymentIntent)
    .where(eq(paymentIntent.checkoutId, sql.placeholder('checkoutId')))
    .prepare(),
);
const selectByOrders = prepared((db) =>
  db
    .select()
    .from(paymentIntent)
    .where(inJson(paymentIntent.orderId, 'ids'))
    .orderBy(paymentIntent.createdAt, paymentIntent.id)
    .prepare(),
);
const selectEvents = prepared((db) =>
  db
    .select()
    .from(paymentEvent)
    .where(inJson(paymentEvent.intentId, 'ids'))
    .orderBy(paymentEvent.intentId, paymentEvent.seq)
    .prepare(),
);
