import { type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, sql } from '@supergraph/kit/drizzle';

import { type OrderRow, orderSearchKey, orderTable } from '#src/tables.ts';

type Searchable = Pick<OrderRow, 'id' | 'number' | 'email' | 'shippingAddress' | 'billingAddress'>;

/** Lets staff find an order by any part of its number, its e-mail and the names of its addresses. */
export async function indexOrder(tx: Transaction, order: Searchable): Promise<void> {
  const { id } = tx
    .insert(orderSearchKey)
    .values({ orderId: order.id })
    .returning({ id: orderSearchKey.id })
    .get();
  insertText(tx, id, order);
}

/** Takes out all but the numbers. */
export async function forgetInIndex(tx: Transaction, orderIds: readonly string[]): Promise<void> {
  for (const { id, number } of selectKeys(tx).all({ ids: JSON.stringify(orderIds) })) {
    tx.run(sql`delete from order_fts where rowid = ${id}`);
    insertText(tx, id, { number, email: null, shippingAddress: null, billingAddress: null });
  }
}

/** Orders that have all these words. */
export function matchesWords(words: readonly string[]): SQL {
  // A string in quotes is no syntax of the index.
  const query = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ');
  return sql`${orderTable.id} in (select ${orderSearchKey.orderId} from ${orderSearchKey} where ${orderSearchKey.id} in (
    select rowid from order_fts where order_fts match ${query}))`;
}

function insertText(tx: Transaction, rowid: number, order: Omit<Searchable, 'id'>): void {
  const names = [order.shippingAddress?.name, order.billingAddress?.name]
    .filter((name) => name !== undefined)
    .join(' ');
  tx.run(
    sql`insert into order_fts (rowid, number, email, names) values (${rowid}, ${order.number}, ${order.email ?? ''}, ${names})`,
  );
}

const selectKeys = prepared((db) =>
  db
    .select({ id: orderSearchKey.id, number: orderTable.number })
    .from(orderSearchKey)
    .innerJoin(orderTable, sql`${orderTable.id} = ${orderSearchKey.orderId}`)
    .where(inJson(orderSearchKey.orderId, 'ids'))
    .prepare(),
);
