import type { RequestContext } from '@supergraph/kit/request-context';

import type { IntentRow, SavedMethodRow } from '#src/tables.ts';

type Asker = Pick<RequestContext, 'claims'>;

/** Whether the payment exists for who asks: its customer, and staff with orders:read. A guest comes by the checkout. */
export function canSeeIntent(intent: IntentRow, { claims }: Asker): boolean {
  return (
    claims !== null &&
    (claims.scopes.includes('orders:read') ||
      (intent.customerId !== null && intent.customerId === claims.sub))
  );
}

/** A saved method is its customer's alone. */
export function canSeeMethod(method: SavedMethodRow, { claims }: Asker): boolean {
  return claims !== null && method.customerId === claims.sub;
}
