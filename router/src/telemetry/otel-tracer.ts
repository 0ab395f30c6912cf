import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer as OtelApi,
  createTraceState,
  trace,
} from '@opentelemetry/api';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { resourceFromAttributes } from '@opentelemetry/resources';

import type { TracingConfig } from '#src/config/telemetry.ts';

import type { Logger } from './log.ts';
import { createExporter } from './otel-exporter.ts';
import { createSpanId, createTraceId, isSampled } from './trace-ids.ts';
import type {
  FetchSpan,
  RequestEnding,
  RequestSpan,
  StageName,
  TraceOrigin,
  Tracer,
} from './tracer.ts';

/** How long the last spans hold up the end of the process when the collector does not take them. */
const PATIENCE_MS = 1000;

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** Records requests as OpenTelemetry spans and sends them by OTLP over HTTP, in batches. */
export function createOtelTracer(config: TracingConfig, deps: { readonly log: Logger }): Tracer {
  const ids = new SpanIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'router' }),
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: createExporter(config, deps.log),
        scheduledDelayMillis: config.batchMs,
      }),
    ],
  });
  const tracer = provider.getTracer('router');
  return {
    sampleRatio: config.sampleRatio,
    startRequest: (origin) =>
      isSampled(origin.traceparent) ? new OtelRequestSpan(tracer, ids, origin) : undefined,
    stop: () => Promise.race([provider.shutdown().catch(() => undefined), wait(PATIENCE_MS)]),
  };
}

/** Random ids, but for the first span of a trace begun here: that one has the ids that are in the log already. */
class SpanIds {
  #begun: string | undefined;

  /** Gives the span that `start` makes the ids of this trace context. */
  begin(traceparent: string, start: () => Span): Span {
    this.#begun = traceparent;
    const span = start();
    this.#begun = undefined;
    return span;
  }

  generateTraceId(): string {
    return this.#begun?.slice(3, 35) ?? createTraceId();
  }

  generateSpanId(): string {
    return this.#begun?.slice(36, 52) ?? createSpanId();
  }
}

class OtelRequestSpan implements RequestSpan {
  readonly #tracer: OtelApi;
  readonly #span: Span;
  readonly #context: Context;
  #stage: Span | undefined;
  #stageContext: Context;

  constructor(tracer: OtelApi, ids: SpanIds, origin: TraceOrigin) {
    this.#tracer = tracer;
    const parent = origin.isInbound ? readParent(origin) : ROOT_CONTEXT;
    const start = (): Span => tracer.startSpan('graphql', { kind: SpanKind.SERVER }, parent);
    this.#span = origin.isInbound ? start() : ids.begin(origin.traceparent, start);
    this.#context = trace.setSpan(parent, this.#span);
    this.#stageContext = this.#context;
  }

  enter(stage: StageName): void {
    this.#stage?.end();
    this.#stage = this.#tracer.startSpan(stage, undefined, this.#context);
    this.#stageContext = trace.setSpan(this.#context, this.#stage);
  }

  startFetch(subgraph: string, operationName: string | undefined): FetchSpan {
    const attributes = {
      'graphql.subgraph.name': subgraph,
      ...(operationName !== undefined && { 'graphql.operation.name': operationName }),
    };
    const options = { kind: SpanKind.CLIENT, attributes };
    return new OtelFetchSpan(
      this.#tracer.startSpan(`fetch ${subgraph}`, options, this.#stageContext),
    );
  }

  end({ type, name, status, requestId, correlationId, clientName, codes }: RequestEnding): void {
    const span = this.#span;
    if (status >= 400) {
      this.#stage?.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#stage?.end();
    span.updateName(`graphql ${type}`);
    span.setAttributes({
      'graphql.operation.type': type,
      'graphql.operation.name': name ?? undefined,
      'http.response.status_code': status,
      'router.request_id': requestId,
      'router.correlation_id': correlationId,
      'router.client.name': clientName ?? undefined,
      'router.error.codes': codes.length > 0 ? [...codes] : undefined,
    });
    if (status >= 500) {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  }
}

class OtelFetchSpan implements FetchSpan {
  readonly traceparent: string;
  readonly #span: Span;

  constructor(span: Span) {
    const { traceId, spanId } = span.spanContext();
    this.#span = span;
    this.traceparent = `00-${traceId}-${spanId}-01`;
  }

  end(status: number, lost: string | undefined): void {
    if (status > 0) {
      this.#span.setAttribute('http.response.status_code', status);
    }
    if (lost !== undefined) {
      this.#span.setAttribute('error.type', lost);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }
}

function readParent({ traceparent, tracestate }: TraceOrigin): Context {
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: traceparent.slice(3, 35),
    spanId: traceparent.slice(36, 52),
    traceFlags: 1,
    isRemote: true,
    ...(tracestate !== undefined && { traceState: createTraceState(tracestate) }),
  });
}
