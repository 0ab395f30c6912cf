import type { GraphQLFormattedError } from 'graphql';

import type { FetchReport, OperationScope } from '#src/fetchers/scope.ts';
import { type Logger, type WriteLine, createLineWriter } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';
import { type ReportedOperation, UNKNOWN_OPERATION } from '#src/telemetry/reported-operation.ts';
import type { RequestSpan, StageName, Tracer } from '#src/telemetry/tracer.ts';
import type { Use } from '#src/telemetry/usage.ts';

import { isRouterErrorCode } from './errors.ts';
import type { Client, Trace } from './facts.ts';
import { type Summary, writeSummary } from './summary-line.ts';

export interface ReportDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracer?: Tracer | undefined;
  readonly now?: () => number;
}

/** Begins the record of one request. */
export type ReportOperation = (trace: Trace) => OperationRecord;

/** One log line, one measurement and one use an operation. None of them holds variables, tokens or answers. */
export function createReportOperation(deps: ReportDeps): ReportOperation {
  const now = deps.now ?? Date.now;
  const sinks: Sinks = { ...deps, now, writeLine: createLineWriter(deps.log, now) };
  return (trace) => new OperationRecord(trace, sinks);
}

interface Sinks extends ReportDeps {
  readonly now: () => number;
  /** Undefined when the log leaves out what is at info. */
  readonly writeLine: WriteLine | undefined;
}

const NO_FETCHES: readonly FetchReport[] = [];
const NO_CODES: readonly string[] = [];

/**
 * What is known of one request. Stages set its fields as they find them out, and `finish` says it once, at the end.
 * One object of one shape, since every request makes one.
 */
export class OperationRecord implements Use, Summary {
  readonly trace: Trace;
  /** Undefined unless the trace is recorded. */
  readonly span: RequestSpan | undefined;
  readonly #sinks: Sinks;
  readonly #startedAt = performance.now();
  clientName: string | null = null;
  clientVersion: string | null = null;
  variant: string | null = null;
  generation: string | null = null;
  operation: ReportedOperation = UNKNOWN_OPERATION;
  fetches: readonly FetchReport[] = NO_FETCHES;
  status = 0;
  codes: readonly string[] = NO_CODES;
  ms = 0;
  /** Epoch milliseconds of the end. */
  at = 0;

  constructor(trace: Trace, sinks: Sinks) {
    this.trace = trace;
    this.#sinks = sinks;
    this.span = sinks.tracer?.startRequest(trace);
    sinks.metrics.addInFlight(1);
  }

  get hasErrors(): boolean {
    return this.codes.length > 0;
  }

  get requestId(): string {
    return this.trace.requestId;
  }

  get correlationId(): string {
    return this.trace.correlationId;
  }

  get traceparent(): string {
    return this.trace.traceparent;
  }

  /** Says which stage begins, and that the one before is over. */
  enter(stage: StageName): void {
    this.span?.enter(stage);
  }

  noteClient({ name, version }: Client): void {
    this.clientName = name ?? null;
    this.clientVersion = version ?? null;
  }

  noteScope({ fetches }: OperationScope): void {
    this.fetches = fetches;
  }

  noteGeneration(id: string): void {
    this.generation = id;
  }

  /** Says it all. `cause` is what the client may not read of a refusal. */
  finish(
    status: number,
    errors: readonly GraphQLFormattedError[] | undefined,
    cause?: unknown,
  ): void {
    const { now, metrics } = this.#sinks;
    this.status = status;
    this.ms = Math.round((performance.now() - this.#startedAt) * 10) / 10;
    this.at = now();
    if (errors !== undefined && errors.length > 0) {
      this.codes = this.#countCodes(errors);
    }
    const { type, usage } = this.operation;
    metrics.addInFlight(-1);
    metrics.observeOperation({ type, outcome: outcomeOf(status, this.hasErrors) }, this.ms / 1000);
    usage?.count(this);
    this.span?.end(this.#describeEnding());
    this.#writeLine(cause);
  }

  #countCodes(errors: readonly GraphQLFormattedError[]): readonly string[] {
    const codes = new Set<string>();
    for (const { extensions } of errors) {
      const code = extensions?.['code'];
      codes.add(String(code));
      this.#sinks.metrics.countError(isRouterErrorCode(code) ? code : 'other');
    }
    return [...codes];
  }

  #describeEnding() {
    const { status, requestId, correlationId, clientName, codes } = this;
    const { name, type } = this.operation;
    return { name, type, status, requestId, correlationId, clientName, codes };
  }

  #writeLine(cause: unknown): void {
    const { log, writeLine } = this.#sinks;
    if (this.status >= 500 || cause !== undefined) {
      const fields = JSON.parse(`{${writeSummary(this)}}`) as object;
      log[this.status >= 500 ? 'error' : 'info'](
        { ...fields, ...(cause !== undefined && { error: cause }) },
        'operation',
      );
    } else {
      writeLine?.(writeSummary(this), 'operation');
    }
  }
}

/** Subgraphs choose their codes freely, so a label holds only whether there were errors, and of which class. */
function outcomeOf(status: number, hasErrors: boolean): string {
  if (status >= 400) {
    return status >= 500 ? 'refused 5xx' : 'refused 4xx';
  }
  return hasErrors ? 'errors' : 'ok';
}
