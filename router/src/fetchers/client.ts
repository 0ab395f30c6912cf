import type { SigningConfig, SubgraphsConfig } from '#src/config/subgraphs.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';

import { Deadlines } from './deadlines.ts';
import type { SendToSubgraph, SubgraphClient } from './subgraph-client.ts';
import { Traffic } from './traffic.ts';
import type { TrafficSettings } from './traffic-settings.ts';

export interface ClientOptions {
  readonly subgraphs: SubgraphsConfig;
  readonly signing: SigningConfig;
  readonly now: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}

interface Opened {
  readonly name: string;
  readonly traffic: Traffic;
  readonly send: SendToSubgraph;
}

/** The one way requests leave for subgraphs. State of a subgraph is kept by its name and URLs, over reloads. */
export function createClient({ subgraphs, ...deps }: ClientOptions): SubgraphClient {
  const deadlines = new Deadlines();
  const opened = new Map<string, Opened>();
  const retired = new Set<Traffic>();
  return {
    open(name, routingUrl) {
      const urls = urlsOf(name, routingUrl, subgraphs);
      const key = [name, ...urls].join(' ');
      const known = opened.get(key);
      if (known !== undefined) {
        return known.send;
      }
      const settings = settingsOf(name, subgraphs);
      const traffic = new Traffic({ name, urls }, settings, { ...deps, deadlines });
      const send: SendToSubgraph = (request, scope) => traffic.send(request, scope);
      opened.set(key, { name, traffic, send });
      return send;
    },
    keepOnly(names) {
      for (const [key, { name, traffic }] of opened) {
        if (!names.includes(name)) {
          // Operations of the last generation may still run on it: its idle connections end by themselves.
          opened.delete(key);
          retired.add(traffic);
        }
      }
    },
    async close() {
      const all = [...retired, ...[...opened.values()].map(({ traffic }) => traffic)];
      await Promise.all(all.map((traffic) => traffic.close()));
      deadlines.stop();
    },
  };
}

/** `urls` has base URLs, separated by spaces; a unix socket's is whole. */
function urlsOf(name: string, routingUrl: string, { urls, path }: SubgraphsConfig): string[] {
  const written = Object.hasOwn(urls, name) ? urls[name] : undefined;
  return written === undefined
    ? [routingUrl]
    : written
        .split(' ')
        .map((url) => (url.startsWith('unix:') ? url : url.replace(/\/$/u, '') + path));
}

function settingsOf(name: string, { timeoutMsOf, ...config }: SubgraphsConfig): TrafficSettings {
  const timeoutMs = Object.hasOwn(timeoutMsOf, name) ? timeoutMsOf[name] : undefined;
  const own = Object.hasOwn(config.of, name) ? config.of[name] : undefined;
  const given = Object.fromEntries(
    Object.entries(own ?? {}).filter(([, value]) => value !== undefined),
  );
  return { ...config, timeoutMs: timeoutMs ?? config.timeoutMs, ...given };
}
