import type { Clock } from '@supergraph/kit/clock';
import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';

import { findAddresses, findAddressesOf } from './data/addresses.ts';
import { findCustomers } from './data/customers.ts';
import { findSessionsOf } from './data/sessions.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One batch of each look-up per request. */
export function createLoaders(db: Queries, now: Clock) {
  return {
    customer: createEntityLoader(
      (ids: readonly string[]) => findCustomers(db, ids),
      ({ id }) => id,
    ),
    address: createEntityLoader(
      (ids: readonly string[]) => findAddresses(db, ids),
      ({ id }) => id,
    ),
    addressesOf: createRelationLoader(
      (customerIds: readonly string[]) => findAddressesOf(db, customerIds),
      ({ customerId }) => customerId,
    ),
    sessionsOf: createRelationLoader(
      (customerIds: readonly string[]) => findSessionsOf(db, customerIds, now()),
      ({ customerId }) => customerId,
    ),
  };
}
