import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { type InferSelectModel, eq, or, sql } from '@supergraph/kit/drizzle';

import { orderRef, returnRef } from '#src/tables.ts';

export type OrderRef = InferSelectModel<typeof orderRef>;

export async function saveOrderRef(tx: Transaction, row: OrderRef): Promise<void> {
  tx.insert(orderRef).values(row).onConflictDoNothing().run();
}

export async function saveReturnRef(
  tx: Transaction,
  row: InferSelectModel<typeof returnRef>,
): Promise<void> {
  tx.insert(returnRef).values(row).onConflictDoNothing().run();
}

/** The order with this id, or else of this checkout. */
export async function findOrderRef(
  db: Queries,
  { orderId, checkoutId }: { readonly orderId: string | null; readonly checkoutId: string | null },
): Promise<OrderRef | undefined> {
  return selectOrder(db).get({ orderId, checkoutId });
}

/** Whose return it is; undefined when it is not known or nobody's. */
export async function findOwnerOfReturn(db: Queries, id: string): Promise<string | undefined> {
  return selectReturn(db).get({ id })?.customerId ?? undefined;
}

const selectOrder = prepared((db) =>
  db
    .select()
    .from(orderRef)
    .where(
      or(
        eq(orderRef.id, sql.placeholder('orderId')),
        eq(orderRef.checkoutId, sql.placeholder('checkoutId')),
      ),
    )
    .limit(1)
    .prepare(),
);
const selectReturn = prepared((db) =>
  db
    .select()
    .from(returnRef)
    .where(eq(returnRef.id, sql.placeholder('id')))
    .prepare(),
);
