import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

export const events = defineEvents('samples', {
  'samples.sample.upserted': {
    purpose: 'A sample was created or changed: all that others keep of it.',
    schema: z.strictObject({ sampleId: z.string(), version: z.int(), name: z.string() }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
});
