import path from 'node:path';

import Database from 'better-sqlite3';

/** What the services' own files say about one checkout. */
export interface CheckoutFacts {
  readonly orders: number;
  readonly payment: string | null;
  readonly stock: string | null;
  readonly voucher: string | null;
}

const QUERIES = {
  orders: ['orders', 'select count(*) as value from orders where checkout_id = ?'],
  payment: ['payments', 'select status as value from payment_intent where checkout_id = ?'],
  stock: ['inventory', 'select status as value from reservation where checkout_id = ?'],
  voucher: ['pricing', 'select status as value from redemption where reference = ?'],
} as const;

/** Reads them; a service that knows nothing of it answers null. */
export function readCheckoutFacts(dataDir: string, checkoutId: string): CheckoutFacts {
  const facts = Object.entries(QUERIES).map(([name, [service, query]]) => {
    const file = new Database(path.join(dataDir, `${service}.db`), { readonly: true });
    try {
      const row = file.prepare<[string], { value: unknown }>(query).get(checkoutId);
      return [name, row?.value ?? null];
    } finally {
      file.close();
    }
  });
  return Object.fromEntries(facts) as CheckoutFacts;
}
