import { defineConsumer } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { tell } from '#src/join-timeline.ts';

const published = z.object({
  reviewId: z.string(),
  customerId: z.string().nullable(),
  rating: z.int(),
});

/** Follows reviews: what customers think of what they bought. */
export const reviews = defineConsumer({
  name: 'support.reviews',
  producer: 'reviews',
  topic: 'reviews',
  compatibilityVersion: 1,
  isOptional: true,
  handlers: {
    'reviews.review.published': tell('REVIEW_PUBLISHED', published, ({ reviewId, rating }) => ({
      summary: `A review of ${rating} of 5 was published.`,
      refId: reviewId,
    })),
  },
});
