import { defineConsumer, on } from '@supergraph/kit/consumer';
import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import { z } from 'zod';

import { voterOf } from '#src/changes/vote.ts';
import { forgetVotes } from '#src/data/articles.ts';
import { forgetCustomer } from '#src/data/personal-data.ts';
import { tell } from '#src/join-timeline.ts';

const ofCustomer = z.object({ customerId: z.string() });

/** Follows customers: when they come, and to forget those who asked for it. */
export const createCustomersConsumer = (keyedHash: KeyedHash) =>
  defineConsumer({
    name: 'support.customers',
    producer: 'customers',
    topic: 'customers',
    compatibilityVersion: 1,
    handlers: {
      'customers.customer.registered': tell('REGISTERED', ofCustomer, ({ customerId }) => ({
        summary: 'The account was made.',
        refId: customerId,
      })),
      'customers.customer.logged_in': tell('LOGGED_IN', ofCustomer, ({ customerId }) => ({
        summary: 'The customer signed in with a password.',
        refId: customerId,
      })),
      'customers.customer.erased': on(ofCustomer, async (tx, { data, at }) => {
        await forgetCustomer(tx, { ...data, at });
        await forgetVotes(tx, await voterOf({ keyedHash }, data));
      }),
    },
  });
