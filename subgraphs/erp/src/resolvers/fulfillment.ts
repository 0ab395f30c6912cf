import type { FulfillmentResolvers } from '#src/generated/resolvers.ts';
import { findTracking } from '#src/operations/tracking.ts';

import { knownOrNull } from './known-or-null.ts';

/** Orders owns it, and says who may see it: the number is what the router sends along. */
export const Fulfillment: FulfillmentResolvers = {
  async tracking({ trackingNumber }, _, { client, cache, request: { correlationId } }) {
    if (trackingNumber == null) {
      return null;
    }
    const asking = { client, cache, correlationId };
    const known = knownOrNull(await findTracking(trackingNumber, asking));
    return known?.value ? { ...known.value, provenance: known.provenance } : null;
  },
};
