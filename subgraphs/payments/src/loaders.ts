import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import type { RequestContext } from '@supergraph/kit/request-context';

import { findEventsOfIntents, findIntents, findIntentsOfOrders } from '#src/data/intents.ts';
import { findMethodsOfCustomers, findSavedMethods } from '#src/data/saved-methods.ts';
import { canSeeIntent, canSeeMethod } from '#src/rules/access.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up, for one request. What the caller may not see is not found. */
export function createLoaders(db: Queries, request: RequestContext) {
  return {
    intent: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findIntents(db, ids)).filter((intent) => canSeeIntent(intent, request)),
      (row) => row.id,
    ),
    /** For those whom cart let in: whose checkout it is. */
    intentOfCheckout: createEntityLoader(
      (ids: readonly string[]) => findIntents(db, ids),
      (row) => row.id,
    ),
    intentsOfOrder: createRelationLoader(
      async (ids: readonly string[]) =>
        (await findIntentsOfOrders(db, ids)).filter((intent) => canSeeIntent(intent, request)),
      (row) => row.orderId ?? '',
    ),
    eventsOfIntent: createRelationLoader(
      (ids: readonly string[]) => findEventsOfIntents(db, ids),
      (row) => row.intentId,
    ),
    savedMethod: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findSavedMethods(db, ids)).filter((method) => canSeeMethod(method, request)),
      (row) => row.id,
    ),
    methodsOfCustomer: createRelationLoader(
      (ids: readonly string[]) => findMethodsOfCustomers(db, ids),
      (row) => row.customerId,
    ),
  };
}
