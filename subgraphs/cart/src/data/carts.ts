import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, lt, sql } from '@supergraph/kit/drizzle';

import { checkout, saga } from '#src/checkout-tables.ts';
import { type CartRow, cart, cartLine } from '#src/tables.ts';

export async function findCarts(db: Queries, ids: readonly string[]): Promise<CartRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findCart(db: Queries, id: string): Promise<CartRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

/** The cart this token was handed out for, whatever became of it. */
export async function findCartByToken(
  db: Queries,
  tokenHash: string,
): Promise<CartRow | undefined> {
  return selectByToken(db).get({ tokenHash });
}

/** At most one cart for each customer. */
export async function findActiveCarts(
  db: Queries,
  customerIds: readonly string[],
): Promise<CartRow[]> {
  return selectActive(db).all({ customerIds: JSON.stringify(customerIds) });
}

/** Active carts with lines that rest since before that time, longest first. */
export async function findRestingCarts(
  db: Queries,
  customerIds: readonly string[],
  before: number,
): Promise<CartRow[]> {
  return selectResting(db).all({ customerIds: JSON.stringify(customerIds), before });
}

export async function insertCart(tx: Transaction, row: CartRow): Promise<void> {
  tx.insert(cart).values(row).run();
}

export async function saveCart(tx: Transaction, row: CartRow): Promise<void> {
  tx.update(cart).set(row).where(eq(cart.id, row.id)).run();
}

/**
 * Their lines, their checkouts and the guest carts that were merged into them go with them. A cart that is being ordered goes when
 * that has ended: what was begun at other services has to be finished or taken back.
 */
export async function deleteCartsOfCustomer(tx: Transaction, customerId: string): Promise<void> {
  const isBeingOrdered = sql`exists (
    select 1 from ${checkout} join ${saga} on ${saga.checkoutId} = ${checkout.id}
    where ${checkout.cartId} = ${cart.id} and ${saga.state} not in ('DONE', 'COMPENSATED'))`;
  tx.update(cart)
    .set({ isErased: true })
    .where(and(eq(cart.customerId, customerId), isBeingOrdered))
    .run();
  tx.delete(cart)
    .where(and(eq(cart.customerId, customerId), eq(cart.isErased, false)))
    .run();
}

export async function deleteCart(tx: Transaction, id: string): Promise<void> {
  tx.delete(cart).where(eq(cart.id, id)).run();
}

const selectByIds = prepared((db) =>
  db.select().from(cart).where(inJson(cart.id, 'ids')).prepare(),
);
const selectByToken = prepared((db) =>
  db
    .select()
    .from(cart)
    .where(eq(cart.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
);
// The literal lets SQLite use the index, which holds active carts only.
const isActive = sql`${cart.state} = 'ACTIVE'`;
const selectActive = prepared((db) =>
  db
    .select()
    .from(cart)
    .where(and(isActive, inJson(cart.customerId, 'customerIds')))
    .prepare(),
);
const selectResting = prepared((db) =>
  db
    .select()
    .from(cart)
    .where(
      and(
        isActive,
        inJson(cart.customerId, 'customerIds'),
        lt(cart.updatedAt, sql.placeholder('before')),
        sql`exists (select 1 from ${cartLine} where ${cartLine.cartId} = ${cart.id})`,
      ),
    )
    .orderBy(asc(cart.updatedAt))
    .prepare(),
);
