import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

import { CATEGORIES, PRIORITIES } from '#src/tables.ts';

const versions = { featureVersion: 1, compatibilityVersion: 1 } as const;
const ids = { ticketId: z.string(), customerId: z.string().nullable() };

/** What support tells the other services: ids and codes, never what somebody wrote. */
export const events = defineEvents('support', {
  'support.ticket.opened': {
    purpose:
      'A customer asked something, or the service found something that somebody has to look at.',
    schema: z.strictObject({
      ...ids,
      category: z.enum(CATEGORIES),
      priority: z.enum(PRIORITIES),
    }),
    ...versions,
  },
  'support.ticket.resolved': {
    purpose: 'A ticket was solved, or ended. It may be opened again.',
    schema: z.strictObject(ids),
    ...versions,
  },
  'support.ticket.rated': {
    purpose: 'A customer said how well a ticket was solved, 1 to 5.',
    schema: z.strictObject({ ...ids, rating: z.int() }),
    ...versions,
  },
});
