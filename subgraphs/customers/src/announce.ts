import type { Transaction } from '@supergraph/kit/database';

import type { Context } from './context.ts';
import type { CustomerRow } from './tables.ts';

type Change = 'registered' | 'updated' | 'logged_in' | 'erased';

interface Announcer extends Pick<Context, 'publish'> {
  readonly request: Pick<Context['request'], 'correlationId'>;
}

interface Announcement {
  readonly change: Change;
  readonly customer: Pick<CustomerRow, 'id' | 'groups' | 'roles'>;
}

/** Publishes what happened to a customer, in the transaction in which it happened. */
export async function announce(
  tx: Transaction,
  { publish, request }: Announcer,
  { change, customer }: Announcement,
): Promise<void> {
  const { id: customerId, groups, roles } = customer;
  const hasMembership = change === 'registered' || change === 'updated';
  await publish(tx, {
    type: `customers.customer.${change}`,
    key: customerId,
    data: { customerId, ...(hasMembership && { groups, roles }) },
    cause: { correlationId: request.correlationId },
  });
}
