import type { Clock } from '@supergraph/kit/clock';
import type { Logger } from '@supergraph/kit/log';
import type { Metrics } from '@supergraph/kit/metrics';
import { Gauge } from 'prom-client';

import type { ActiveGraph } from '#src/registry/active-graph.ts';
import type { Instances } from '#src/registry/instances.ts';
import { findServingState, isAlarming } from '#src/registry/routing.ts';

export interface DriftAlarm {
  /** Looks at what runs: tells the metric what is, and the log what has lasted. */
  look(active: ActiveGraph | undefined): void;
}

export interface DriftAlarmDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly instances: Pick<Instances, 'list' | 'listLive'>;
  readonly now: Clock;
  /** What lasts no longer than this is a restart, and no news for the log. */
  readonly graceMs: number;
}

/** Says when no live instance serves a schema that is active, and when that is over. */
export function createDriftAlarm(deps: DriftAlarmDeps): DriftAlarm {
  const { log, metrics, instances, now, graceMs } = deps;
  const since = new Map<string, number>();
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
        if (!alarms) {
          since.delete(subgraph);
          if (alarmed.delete(subgraph)) {
            log.info({ subgraph, state }, 'the active schema is served');
          }
          continue;
        }
        const began = since.get(subgraph) ?? now();
        since.set(subgraph, began);
        if (!alarmed.has(subgraph) && now() - began >= graceMs) {
          alarmed.add(subgraph);
          log.error({ subgraph, state, schemaHash }, 'no instance serves the active schema');
        }
      }
    },
  };
}
