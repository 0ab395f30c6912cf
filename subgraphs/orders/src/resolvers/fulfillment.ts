import type { FulfillmentLineResolvers, FulfillmentResolvers } from '#src/generated/resolvers.ts';

import { getLineOf } from './parts.ts';

export const Fulfillment: FulfillmentResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.fulfillment.load(id),
  lines: ({ lines }) => [...lines],
  location: ({ locationId }) => (locationId === null ? null : { id: locationId }),
};

export const FulfillmentLine: FulfillmentLineResolvers = {
  orderLine: getLineOf,
};
