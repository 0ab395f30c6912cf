import { defineConsumer, on } from '@supergraph/kit/consumer';
import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import { z } from 'zod';

import { voterOf } from '#src/cast-vote.ts';
import { markErased } from '#src/data/erased.ts';
import { deletePurchasesOf } from '#src/data/known.ts';
import { forgetAsker } from '#src/data/questions.ts';
import { forgetAuthor } from '#src/data/reviews.ts';
import { forgetVotes } from '#src/data/votes.ts';

/** Follows customers, to forget those who asked for it: what they wrote stays, without them. */
export const createCustomersConsumer = (keyedHash: KeyedHash) =>
  defineConsumer({
    name: 'reviews.customers',
    producer: 'customers',
    topic: 'customers',
    compatibilityVersion: 1,
    handlers: {
      'customers.customer.erased': on(
        z.object({ customerId: z.string() }),
        async (tx, { data, at }) => {
          await markErased(tx, data.customerId, at);
          await forgetAuthor(tx, data.customerId);
          await forgetAsker(tx, data.customerId);
          await forgetVotes(tx, await voterOf(keyedHash, data));
          await deletePurchasesOf(tx, data.customerId);
        },
      ),
    },
  });
