import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { orderRefund, orderTable } from '#src/tables.ts';

export interface LifetimeValue {
  readonly customerId: string;
  readonly currency: string;
  /** Totals less refunds; an order that was cancelled comes to nothing. */
  readonly amount: number;
}

/** What each of these customers paid and was not paid back, in the currency of the latest order: amounts of two currencies do not add up. */
export async function findLifetimeValues(
  db: Queries,
  customerIds: readonly string[],
): Promise<LifetimeValue[]> {
  const rows = selectSums(db).all({ ids: JSON.stringify(customerIds) });
  const latest = new Map<string, LifetimeValue>();
  for (const { customerId, currency, amount } of rows) {
    if (customerId !== null) {
      latest.set(customerId, { customerId, currency, amount });
    }
  }
  return [...latest.values()];
}

const refunded = sql<number>`coalesce((select sum(${orderRefund.amount}) from ${orderRefund} where ${orderRefund.orderId} = ${orderTable.id}), 0)`;

const selectSums = prepared((db) =>
  db
    .select({
      customerId: orderTable.customerId,
      currency: orderTable.currency,
      amount: sql<number>`sum(case ${orderTable.status} when 'CANCELLED' then 0 else ${orderTable.total} - ${refunded} end)`,
    })
    .from(orderTable)
    .where(inJson(orderTable.customerId, 'ids'))
    .groupBy(orderTable.customerId, orderTable.currency)
    .orderBy(sql`max(${orderTable.placedAt})`, sql`max(${orderTable}.rowid)`)
    .prepare(),
);
