import { AggregatorRegistry } from 'prom-client';
import { describe, expect, it } from 'vitest';

import { createMetrics } from './metrics.ts';

const linesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(name));

describe('metrics', () => {
  it('puts durations into cumulative buckets', async () => {
    const metrics = createMetrics();
    for (const seconds of [0.001, 0.004, 0.3, 60]) {
      metrics.observeFetch({ subgraph: 'books', outcome: 'answered' }, seconds);
    }
    const { text } = await metrics.render();
    const labels = 'subgraph="books",outcome="answered",service="router"';

    expect(linesOf(text, 'router_fetch_duration_seconds')).toEqual(
      [
        ...[0.001, 0.0025].map((le) => `_bucket{le="${le}",${labels}} 1`),
        ...[0.005, 0.01, 0.025, 0.05, 0.1, 0.25].map((le) => `_bucket{le="${le}",${labels}} 2`),
        ...[0.5, 1, 2.5, 5, 10, 20].map((le) => `_bucket{le="${le}",${labels}} 3`),
        `_bucket{le="+Inf",${labels}} 4`,
        `_sum{${labels}} 60.305`,
        `_count{${labels}} 4`,
      ].map((line) => `router_fetch_duration_seconds${line}`),
    );
  });

  it('counts what each part of the router tells', async () => {
    const metrics = createMetrics();
    metrics.addInFlight(1);
    metrics.addInFlight(1);
    metrics.addInFlight(-1);
    metrics.countError('SUBGRAPH_TIMEOUT');
    metrics.countDeduplicated('books');
    metrics.countRetry('books');
    metrics.setBreaker('books', 'half-open');
    metrics.setQueueDepth('books', 3);
    metrics.planCacheHit();
    metrics.planCacheMiss();
    metrics.setPlanCacheSize(7);
    metrics.observePlan(12);
    metrics.countDocument('apq', 'miss');
    metrics.countReload('refused');
    metrics.countLostUsage(5);
    const { text } = await metrics.render();
    const told = linesOf(text, 'router_').filter((line) => !line.includes('_bucket'));

    expect(told.map((line) => line.replace(/,?service="router"/u, ''))).toEqual([
      'router_errors_total{code="SUBGRAPH_TIMEOUT"} 1',
      'router_operations_in_flight{} 1',
      'router_fetches_deduplicated_total{subgraph="books"} 1',
      'router_fetch_retries_total{subgraph="books"} 1',
      'router_plan_cache_lookups_total{result="hit"} 1',
      'router_plan_cache_lookups_total{result="miss"} 1',
      'router_plan_cache_entries{} 7',
      'router_plan_duration_seconds_sum{} 0.012',
      'router_plan_duration_seconds_count{} 1',
      'router_documents_total{kind="apq",result="miss"} 1',
      'router_breaker_state{subgraph="books"} 1',
      'router_fetch_queue_depth{subgraph="books"} 3',
      'router_supergraph_loads_total{outcome="refused"} 1',
      'router_usage_lost_calls_total{} 5',
    ]);
  });

  it('counts label values beyond any graph as other', async () => {
    const metrics = createMetrics();
    for (let at = 0; at < 2000; at += 1) {
      metrics.countRetry(`subgraph ${at}`);
      metrics.observeFetch({ subgraph: `subgraph ${at}`, outcome: 'answered' }, 1);
    }
    const { text } = await metrics.render();
    const retries = linesOf(text, 'router_fetch_retries_total');
    const fetches = linesOf(text, 'router_fetch_duration_seconds_count');

    expect(retries).toHaveLength(501);
    expect(retries.at(-1)).toBe(
      'router_fetch_retries_total{subgraph="other",service="router"} 1500',
    );
    expect(fetches.at(-1)).toContain('subgraph="other",outcome="other",service="router"} 1500');
  });

  it('is summed over processes', async () => {
    const workers = [createMetrics(), createMetrics()];
    for (const metrics of workers) {
      metrics.countRetry('books');
      metrics.observePlan(12);
    }
    const parts = await Promise.all(workers.map(({ registry }) => registry.getMetricsAsJSON()));
    const text = await AggregatorRegistry.aggregate(parts).metrics();

    expect(linesOf(text, 'router_fetch_retries_total')).toEqual([
      'router_fetch_retries_total{subgraph="books",service="router"} 2',
    ]);
    expect(linesOf(text, 'router_plan_duration_seconds_count')[0]).toMatch(/ 2$/u);
  });
});
