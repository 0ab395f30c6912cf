import type { RequestContext } from '@supergraph/kit/request-context';

import type { OrderRow } from '#src/tables.ts';

type Asker = Pick<RequestContext, 'claims'>;

/** Whether the order exists for who asks: its customer, and staff with orders:read. */
export function canSee(order: OrderRow, { claims }: Asker): boolean {
  return (
    claims !== null &&
    (claims.scopes.includes('orders:read') ||
      (order.customerId !== null && order.customerId === claims.sub))
  );
}

/** Whether who asks may change the order: its customer, and staff with orders:write. */
export function canChange(order: OrderRow, { claims }: Asker): boolean {
  return (
    claims !== null &&
    (claims.scopes.includes('orders:write') ||
      (order.customerId !== null && order.customerId === claims.sub))
  );
}

/** Whether who asks may list the orders of this customer. */
export function canList(customerId: string, { claims }: Asker): boolean {
  return claims !== null && (claims.sub === customerId || claims.scopes.includes('orders:read'));
}
