import type { Logger } from '@supergraph/kit/log';
import type { Metrics } from '@supergraph/kit/metrics';
import type { FastifyInstance } from 'fastify';
import { Gauge } from 'prom-client';

import type { ActiveGraph, ActiveGraphs } from '#src/registry/active-graph.ts';

const ROUTES = /^\/(?:supergraph$|instances\/|usage$)/u;

/** Measures the registry's own routes, which machines ask all day: in the log is what was refused. */
export function observeRoutes(
  app: FastifyInstance,
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    if (ROUTES.test(route)) {
      const { statusCode: status, elapsedTime } = reply;
      metrics.observeRequest(route, status, elapsedTime / 1000);
      const level = status < 400 ? 'debug' : 'info';
      log[level](
        { method: request.method, route, status, caller: request.signed?.caller },
        'request',
      );
    }
    done();
  });
}

/** The number of the active activation, so that it can be compared with what routers say they run. */
export function observeActivations(graphs: ActiveGraphs, { registry }: Metrics): void {
  const gauge = new Gauge({
    name: 'registry_active_activation',
    help: 'Number of the activation that routers should run; 0 before the first.',
    registers: [registry],
  });
  const set = (active: ActiveGraph | undefined): void => gauge.set(active?.activation.number ?? 0);
  set(graphs.current());
  graphs.onActivation(set);
}
