import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const version1 = { featureVersion: 1, compatibilityVersion: 1 } as const;

/** What reviews tells the other services. */
export const events = defineEvents('reviews', {
  'reviews.review.published': {
    purpose: 'A review came on show, or was changed while it was.',
    schema: z.strictObject({
      reviewId: z.string(),
      itemId: z.string(),
      customerId: z.string().nullable(),
      rating: z.int(),
    }),
    ...version1,
  },
  'reviews.rating.changed': {
    purpose: 'The ratings of an item are others now; without any, average and bayesian are null.',
    schema: z.strictObject({
      itemId: z.string(),
      average: z.number().nullable(),
      bayesian: z.number().nullable(),
      count: z.int(),
      histogram: z.array(z.int()).length(5),
    }),
    ...version1,
  },
});
