import type { SigningConfig, SubgraphsConfig } from '#src/config/subgraphs.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';

import { Deadlines } from './deadlines.ts';
import type { InstanceUrls, SendToSubgraph, SubgraphClient } from './subgraph-client.ts';
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
  /** Undefined when the configuration says where it is, whatever is discovered. */
  readonly routingUrl: string | undefined;
  readonly traffic: Traffic;
  readonly send: SendToSubgraph;
}

/** The one way requests leave for subgraphs. State of a subgraph is kept by its name and URLs, over reloads. */
export function createClient({ subgraphs, ...deps }: ClientOptions): SubgraphClient {
  const deadlines = new Deadlines();
  const opened = new Map<string, Opened>();
  const retired = new Set<Traffic>();
  let discovered: InstanceUrls = {};
  return {
    open(name, routingUrl) {
      const configured = urlsOf(name, subgraphs);
      const key = [name, ...(configured ?? [routingUrl])].join(' ');
      const known = opened.get(key);
      if (known !== undefined) {
        return known.send;
      }
      const settings = settingsOf(name, subgraphs);
      const urls = configured ?? findInstances(discovered, name, routingUrl);
      const traffic = new Traffic({ name, urls }, settings, { ...deps, deadlines });
      const send: SendToSubgraph = (request, scope) => traffic.send(request, scope);
      const fallback = configured === undefined ? routingUrl : undefined;
      opened.set(key, { name, routingUrl: fallback, traffic, send });
      return send;
    },
    route(instances) {
      discovered = instances;
      for (const { name, routingUrl, traffic } of opened.values()) {
        if (routingUrl !== undefined) {
          traffic.moveTo(findInstances(instances, name, routingUrl));
        }
      }
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

function findInstances(
  instances: InstanceUrls,
  name: string,
  routingUrl: string,
): readonly string[] {
  const live = Object.hasOwn(instances, name) ? (instances[name] ?? []) : [];
  return live.length > 0 ? live : [routingUrl];
}

/** `urls` has base URLs, separated by spaces; a unix socket's is whole. Undefined when it says nothing of the subgraph. */
function urlsOf(name: string, { urls, path }: SubgraphsConfig): string[] | undefined {
  const written = Object.hasOwn(urls, name) ? urls[name] : undefined;
  return written
    ?.split(' ')
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
