import { NoSchemaIntrospectionCustomRule } from 'graphql';
import { Agent } from 'undici';

import { isIntrospectionOpen } from '#src/config/exposure.ts';
import type { Config } from '#src/config/index.ts';
import { type SubgraphClient, createSubgraphClient } from '#src/fetchers/subgraph-client.ts';
import { answerRequest } from '#src/http/routes.ts';
import { createAuthenticate } from '#src/pipeline/authenticate.ts';
import type { RouterRequest, RouterResponse } from '#src/pipeline/http-message.ts';
import { createIdentifyClient } from '#src/pipeline/identify-client.ts';
import { createLimitRule } from '#src/pipeline/limit-operation.ts';
import { createReportOperation } from '#src/pipeline/report-operation.ts';
import { type PipelineDeps, runOperation } from '#src/pipeline/run-operation.ts';
import { createLabelEvaluation } from '#src/supergraph/override-labels.ts';
import { type Generations, createGenerations } from '#src/supergraph/generations.ts';
import { type Snapshot, createSnapshot } from '#src/supergraph/snapshot.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';

export interface RouterDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}

export interface Router {
  /** Answers one HTTP request. Never throws. */
  answer(request: RouterRequest): Promise<RouterResponse>;
  /** Builds the supergraph and swaps to it. Throws, and keeps serving the last one, when it cannot be served. */
  load(sdl: string): Promise<void>;
  /** Reports "not ready" from here on; requests are still answered. */
  startDraining(): void;
  stop(): Promise<void>;
}

/** A federated router that neither listens nor reads anything by itself: requests and supergraphs are handed in. */
export function createRouter(config: Config, deps: RouterDeps): Router {
  const { log, metrics } = deps;
  const dispatcher = new Agent({
    maxResponseSize: config.subgraphs.maxResponseBytes,
    connectTimeout: 3000,
  });
  const generations = createGenerations(createBuild(config, deps, createOldClient(config, deps, dispatcher)));
  const pipeline = createPipeline(config, deps, generations);
  let isDraining = false;
  return {
    answer: (request) =>
      answerRequest(request, {
        cors: config.cors,
        runOperation: (inbound) => runOperation(inbound, '', pipeline),
        isReady: () => !isDraining && generations.phase === 'serving',
        renderMetrics: () => metrics.render(),
      }),
    async load(sdl) {
      try {
        const { id } = await generations.load(sdl);
        metrics.countReload('loaded');
        log.info({ generation: id }, 'supergraph loaded');
      } catch (error) {
        metrics.countReload('refused');
        throw error;
      }
    },
    startDraining() {
      isDraining = true;
    },
    async stop() {
      await generations.stop();
      await dispatcher.close();
    },
  };
}

function createPipeline(config: Config, deps: RouterDeps, generations: Generations): PipelineDeps {
  const { log, metrics, now, newId } = deps;
  return {
    config,
    generations,
    identifyClient: createIdentifyClient(config.client),
    authenticate: createAuthenticate(config.auth, { now }),
    evaluateLabel: createLabelEvaluation({}, Math.random),
    observer: metrics,
    reportOperation: createReportOperation({ log, metrics }),
    now,
    newId,
  };
}

function createBuild(
  config: Config,
  deps: RouterDeps,
  client: SubgraphClient,
): (sdl: string) => Promise<Snapshot> {
  const { limits } = config;
  const { metrics } = deps;
  const rules = [
    createLimitRule(limits),
    ...(isIntrospectionOpen(config) ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  return (sdl) => {
    const snapshot = createSnapshot(sdl, {
      variants: [{ name: '', createSchema: undefined, rules, maxTokens: limits.tokens }],
      client,
      cacheSize: config.plans.cacheSize,
      observePlan: (ms) => metrics.observePlan(ms),
    });
    return Promise.resolve(snapshot);
  };
}

// temporary
function createOldClient(config: Config, deps: RouterDeps, dispatcher: Agent): SubgraphClient {
  const { subgraphs, signing } = config;
  const { log, metrics, now } = deps;
  const fetch = createSubgraphClient({ subgraphs, signing, dispatcher, now, log, metrics });
  return {
    open: (name, routingUrl) => {
      const base = Object.hasOwn(subgraphs.urls, name) ? subgraphs.urls[name] : undefined;
      const url = base === undefined ? routingUrl : base.replace(/\/$/u, '') + subgraphs.path;
      return (request, scope) => fetch({ subgraph: name, url, operationName: undefined, variables: {}, ...JSON.parse(request.body) }, scope);
    },
    keepOnly: () => undefined,
    close: () => Promise.resolve(),
  };
}
