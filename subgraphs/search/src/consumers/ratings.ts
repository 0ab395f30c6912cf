import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetRatings } from '#src/data/forget.ts';
import { applyRating, saveRating } from '#src/data/ratings.ts';
import { nextRevision } from '#src/data/index-state.ts';

const changed = z.object({
  itemId: z.string(),
  average: z.number().nullable(),
  bayesian: z.number().nullable(),
  count: z.int(),
});

/** Follows reviews, to know what is liked. */
export const ratings = defineConsumer({
  name: 'search.ratings',
  producer: 'reviews',
  topic: 'reviews',
  compatibilityVersion: 1,
  clear: forgetRatings,
  isOptional: true,
  handlers: {
    'reviews.rating.changed': on(changed, async (tx, { data }) => {
      const { itemId, average, bayesian, count } = data;
      const rating = { itemId, average: average ?? 0, bayes: bayesian ?? 0, count };
      if (await saveRating(tx, rating)) {
        await applyRating(tx, itemId, await nextRevision(tx));
      }
    }),
  },
});
