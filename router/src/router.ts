import { NoSchemaIntrospectionCustomRule } from 'graphql';

import { isMasked } from '#src/config/exposure.ts';
import type { Config } from '#src/config/index.ts';
import { type Variant, resolveVariants } from '#src/config/variants.ts';
import { openDocuments } from '#src/documents/open-documents.ts';
import { listUnknownSubgraphs } from '#src/config/unknown-subgraphs.ts';
import { createClient } from '#src/fetchers/client.ts';
import type { InstanceUrls, SubgraphClient } from '#src/fetchers/subgraph-client.ts';
import { type RouteDeps, type RunOperation, answerRequest } from '#src/http/routes.ts';
import { createAuthenticate } from '#src/pipeline/authenticate.ts';
import { type EvaluatePolicies, createAuthorize } from '#src/pipeline/authorize.ts';
import { findOperation } from '#src/pipeline/find-operation.ts';
import type { RouterRequest, RouterResponse } from '#src/pipeline/http-message.ts';
import { createIdentifyClient } from '#src/pipeline/identify-client.ts';
import { createLimitRule } from '#src/pipeline/limit-operation.ts';
import { createReportOperation } from '#src/pipeline/report-operation.ts';
import { type PipelineDeps, runOperation } from '#src/pipeline/run-operation.ts';
import { createRunCompiled } from '#src/pipeline/run-compiled.ts';
import { type Generations, createGenerations } from '#src/supergraph/generations.ts';
import { listHotOperations, warmUp } from '#src/supergraph/hot-operations.ts';
import { type LabelEvaluation, createLabelEvaluation } from '#src/supergraph/override-labels.ts';
import type { OverrideShares } from '#src/supergraph/override-shares.ts';
import { type Snapshot, createSnapshot } from '#src/supergraph/snapshot.ts';
import { type StateFiles, createStateFiles } from '#src/supergraph/state-files.ts';
import type { VariantSettings } from '#src/supergraph/variant-settings.ts';
import { createVariantSchema } from '#src/supergraph/variants/create-variant-schema.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';
import { areMetricsPublic } from '#src/telemetry/telemetry.ts';
import type { Tracer } from '#src/telemetry/tracer.ts';
import { type UsageStore, createUsageStore } from '#src/telemetry/usage.ts';

export interface RouterDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  /** Undefined when no traces are recorded. */
  readonly tracer?: Tracer | undefined;
  /** Says which policies a caller satisfies, of those that `auth.policies` does not know. Without it they are denied. */
  readonly evaluatePolicies?: EvaluatePolicies | undefined;
}

export interface Router {
  /** What was counted of operations and clients, for the registry. Undefined when it is off. */
  readonly usage: UsageStore | undefined;
  /** Answers one HTTP request. Never throws. */
  answer(request: RouterRequest): Promise<RouterResponse>;
  /** Builds the supergraph, plans on it what clients ask most, and swaps to it. Rejects, and keeps serving the last one, when it cannot be served. */
  load(sdl: string): Promise<void>;
  /** Sends what comes from here on to these instances; subgraphs without any to their routing URL. Configured URLs win. */
  route(instances: InstanceUrls): void;
  /** For how many of 100 requests labels of @override hold from here on. Kept for the next start. */
  override(shares: OverrideShares): void;
  /** Loads the supergraph that was served last, by this process or one before. False when there is none. */
  loadLastGood(): Promise<boolean>;
  /** Reports "not ready" from here on; requests are still answered. */
  startDraining(): void;
  stop(): Promise<void>;
}

/** A federated router that does not listen: requests and supergraphs are handed in. */
export function createRouter(config: Config, deps: RouterDeps): Router {
  const { log, metrics } = deps;
  const { directory, warmUp: warmUps } = config.plans;
  const state = createStateFiles(directory);
  const usage = openUsageStore(config, deps);
  const client = createClient({ ...config, ...deps });
  const generations = createGenerations(createBuild(config, { ...deps, client, usage, state }));
  const labels = createLabelEvaluation(config.supergraph.overrideLabels, Math.random);
  const pipeline = createPipeline(config, deps, { generations, labels });
  let isDraining = false;
  const isReady = (): boolean => !isDraining && generations.phase === 'serving';
  const routes = createRoutes(config, { pipeline, metrics, isReady });
  const load = createLoad(config, { ...deps, pipeline, client, state });
  return {
    usage,
    load,
    route: (instances) => client.route(instances),
    override(shares) {
      labels.take(shares);
      void keep(() => state.saveShares(shares), log);
    },
    answer: (request) => answerRequest(request, routes),
    async loadLastGood() {
      const sdl = await state.readSupergraph();
      labels.take(await state.readShares());
      await (sdl === undefined ? undefined : load(sdl));
      return sdl !== undefined;
    },
    startDraining() {
      isDraining = true;
    },
    async stop() {
      const hot = generations.current && listHotOperations(generations.current, warmUps);
      await keep(() => (hot ? state.saveOperations(hot) : Promise.resolve()), log);
      pipeline.documents.close();
      await generations.stop();
      await client.close();
    },
  };
}

interface LoadDeps extends RouterDeps {
  readonly pipeline: PipelineDeps;
  readonly client: SubgraphClient;
  readonly state: StateFiles;
}

function createLoad(
  config: Config,
  { pipeline: { documents, generations }, client, state, metrics, log }: LoadDeps,
): Router['load'] {
  return async (sdl) => {
    try {
      await documents.ready;
      const { id, subgraphs } = await generations.load(sdl);
      client.keepOnly(subgraphs);
      warnOfUnknown(config, subgraphs, log);
      metrics.countReload('loaded');
      log.info({ generation: id }, 'supergraph loaded');
    } catch (error) {
      metrics.countReload('refused');
      throw error;
    }
    await keep(() => state.saveSupergraph(sdl), log);
  };
}

interface RoutesDeps extends Pick<RouteDeps, 'isReady'> {
  readonly pipeline: PipelineDeps;
  readonly metrics: Metrics;
}

function createRoutes(config: Config, { pipeline, metrics, isReady }: RoutesDeps): RouteDeps {
  return {
    cors: config.cors,
    operations: listOperations(pipeline),
    isReady,
    renderMetrics: areMetricsPublic(config.telemetry) ? () => metrics.render() : undefined,
  };
}

/** The router serves, whether its state can be kept for the next start or not. */
async function keep(save: () => Promise<void>, log: Logger): Promise<void> {
  try {
    await save();
  } catch (error) {
    log.error({ error }, 'state was not kept');
  }
}

function warnOfUnknown(config: Config, subgraphs: readonly string[], log: Logger): void {
  for (const unknown of listUnknownSubgraphs(config, subgraphs)) {
    log.warn(unknown, 'a setting names no subgraph of the supergraph');
  }
}

function openUsageStore({ telemetry }: Config, deps: RouterDeps): UsageStore | undefined {
  return telemetry.usage.enabled ? createUsageStore(telemetry.usage, deps) : undefined;
}

/** By path, how an operation on each public schema is run. */
function listOperations(pipeline: PipelineDeps): ReadonlyMap<string, RunOperation> {
  const variants = resolveVariants(pipeline.config);
  return new Map(
    variants.map((variant) => [
      variant.path,
      (request) => runOperation(request, variant, pipeline),
    ]),
  );
}

interface PipelineParts {
  readonly generations: Generations;
  readonly labels: LabelEvaluation;
}

function createPipeline(
  config: Config,
  deps: RouterDeps,
  { generations, labels }: PipelineParts,
): PipelineDeps {
  const { log, metrics, now, newId, tracer } = deps;
  const documents = resolveVariants(config).map((one) => [one.name, one.documents] as const);
  return {
    config,
    generations,
    identifyClient: createIdentifyClient(config.client),
    authenticate: createAuthenticate(config.auth, { now }),
    documents: openDocuments(new Map(documents), log),
    authorize: createAuthorize(config.auth, deps),
    evaluateLabel: labels.evaluate,
    run: createRunCompiled({
      sharesFetches: (name) =>
        config.subgraphs.of[name]?.deduplicate ?? config.subgraphs.deduplicate,
      sharesOperations: config.execution.shareOperations,
    }),
    observer: metrics,
    reportOperation: createReportOperation({ log, metrics, tracer, now }),
    sampleRatio: tracer?.sampleRatio ?? 1,
    now,
    newId,
  };
}

interface BuildDeps extends RouterDeps {
  readonly client: SubgraphClient;
  readonly usage: UsageStore | undefined;
  readonly state: StateFiles;
}

/** How a generation is made: built, then warmed with what the one before it was asked, or what the last process was. */
function createBuild(config: Config, deps: BuildDeps): Parameters<typeof createGenerations>[0] {
  const { plans } = config;
  const variants = resolveVariants(config).map(openVariant);
  const options = { hideSuggestions: isMasked(config) };
  return async (sdl: string, previous: Snapshot | undefined) => {
    const snapshot = createSnapshot(sdl, {
      variants,
      client: deps.client,
      cacheSize: plans.cacheSize,
      observePlan: (ms) => deps.metrics.observePlan(ms),
      usage: deps.usage,
    });
    const hot =
      previous === undefined
        ? await deps.state.readOperations()
        : listHotOperations(previous, plans.warmUp);
    await warmUp(snapshot, hot, (text, graph) => findOperation(text, graph, options));
    return snapshot;
  };
}

function openVariant({
  name,
  limits,
  isIntrospectionOpen,
  include,
  exclude,
}: Variant): VariantSettings {
  const isWhole = include.length + exclude.length === 0;
  return {
    name,
    createSchema: isWhole ? undefined : createVariantSchema(name, { include, exclude }),
    rules: [
      createLimitRule(limits),
      ...(isIntrospectionOpen ? [] : [NoSchemaIntrospectionCustomRule]),
    ],
    maxTokens: limits.tokens,
  };
}
