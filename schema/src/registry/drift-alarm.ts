import type { Logger } from '@supergraph/kit/log';
import type { Metrics } from '@supergraph/kit/metrics';
import { Gauge } from 'prom-client';

import type { ActiveGraph } from '#src/registry/active-graph.ts';
import type { Instances } from '#src/registry/instances.ts';
import { findServingState, isAlarming } from '#src/registry/routing.ts';

export interface DriftAlarm {
  /** Looks at what runs: tells the log what has changed, and the metric what is. */
  look(active: ActiveGraph | undefined): void;
}

/** Says when no live instance serves a schema that is active, and when that is over. */
export function createDriftAlarm(deps: {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly instances: Instances;
}): DriftAlarm {
  const { log, metrics, instances } = deps;
  const alarmed = new Set<string>();
  const gauge = new Gauge({
    name: 'registry_schema_drift',
    help: '1 when no live instance serves the active schema of the subgraph.',
    labelNames: ['subgraph'],
    registers: [metrics.registry],
  });
  return {
    look(active) {
      const serving = { live: instances.listLive(), known: instances.list() };
      gauge.reset();
      for (const member of active?.members ?? []) {
        const { name: subgraph, schemaHash } = member;
        const state = findServingState(member, serving);
        const alarms = isAlarming(state);
        gauge.set({ subgraph }, alarms ? 1 : 0);
        if (alarms && !alarmed.has(subgraph)) {
          alarmed.add(subgraph);
          log.error({ subgraph, state, schemaHash }, 'no instance serves the active schema');
        } else if (!alarms && alarmed.delete(subgraph)) {
          log.info({ subgraph, state }, 'the active schema is served');
        }
      }
    },
  };
}
