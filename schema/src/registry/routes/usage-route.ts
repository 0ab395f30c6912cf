import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import type { FastifyInstance } from 'fastify';

import type { Callers } from '#src/registry/callers.ts';
import { takeUsage } from '#src/registry/usage.ts';

const MAX_BATCH_BYTES = 20_000_000;

interface UsageRouteDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly callers: Callers;
}

/** `POST /usage`: what a router counted. 200 means that it is kept; the same batch may come again. */
export function addUsageRoute(app: FastifyInstance, { callers, ...deps }: UsageRouteDeps): void {
  app.post('/usage', { config: { callers: 'known' }, bodyLimit: MAX_BATCH_BYTES }, (request) =>
    takeUsage(deps, callers.principalOf(request), request.body),
  );
}
