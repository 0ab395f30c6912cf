import { newId } from '@supergraph/kit/ids';

import type { Config } from '#src/config/index.ts';

import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createSendUsage } from './send-usage.ts';
import { type UsageReporter, startUsageReporter } from './usage-reporter.ts';
import type { UsageStore } from './usage.ts';

/** Reports what the store counts to the registry of the configuration. Undefined when there is none, or it is off. */
export function openUsageReporter(
  { registry, signing }: Config,
  store: UsageStore | undefined,
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
): UsageReporter | undefined {
  if (registry.url === undefined || !registry.reportUsage || store === undefined) {
    return undefined;
  }
  return startUsageReporter(registry, {
    store,
    send: createSendUsage(registry.url, registry, { ...signing, now: Date.now }),
    log,
    countLost: (calls) => metrics.countLostUsage(calls),
    newId,
    random: Math.random,
  });
}
