import type { GraphQLFormattedError } from 'graphql';

import type { OperationScope } from '#src/fetchers/scope.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';

import type { Client, ResolvedOperation, Trace } from './facts.ts';

/** Collects what is known of one operation and says it once, at its end. */
export interface OperationReport {
  noteClient(client: Client): void;
  /** Gives the place where the operation's name and type are noted once it is parsed. */
  noteScope(scope: OperationScope): ResolvedOperation;
  noteGeneration(id: string): void;
  finish(
    status: number,
    errors: readonly GraphQLFormattedError[] | undefined,
    cause?: unknown,
  ): void;
}

export type ReportOperation = (trace: Trace) => OperationReport;

export interface ReportDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** One log line and one measurement an operation. Neither holds variables, tokens or answers. */
export function createReportOperation({ log, metrics }: ReportDeps): ReportOperation {
  return (trace) => {
    const started = performance.now();
    const operation: ResolvedOperation = { name: null, type: 'unknown' };
    let known: Known = {};
    metrics.addInFlight(1);
    return {
      noteClient(client) {
        known = { ...known, client };
      },
      noteScope(scope) {
        known = { ...known, scope };
        return operation;
      },
      noteGeneration(generation) {
        known = { ...known, generation };
      },
      finish(status, errors, cause) {
        const ms = Math.round((performance.now() - started) * 10) / 10;
        const codes = [...new Set(errors?.map(({ extensions }) => String(extensions?.['code'])))];
        const ending = {
          status,
          ms,
          ...(codes.length > 0 && { codes }),
          ...(cause !== undefined && { error: cause }),
        };
        metrics.addInFlight(-1);
        metrics.observeOperation(
          { type: operation.type, outcome: outcomeOf(status, codes) },
          ms / 1000,
        );
        log[status >= 500 ? 'error' : 'info'](
          {
            operation: operation.name,
            type: operation.type,
            ...ending,
            ...describeKnown(known),
            ...describeTrace(trace),
          },
          'operation',
        );
      },
    };
  };
}

interface Known {
  readonly client?: Client;
  readonly scope?: OperationScope;
  readonly generation?: string;
}

function describeKnown({ client, scope, generation }: Known): object {
  return {
    client: client?.name ?? null,
    clientVersion: client?.version ?? null,
    generation: generation ?? null,
    fetches: scope?.fetches.length ?? 0,
  };
}

function describeTrace({ requestId, correlationId, traceparent }: Trace): object {
  return { requestId, correlationId, traceId: traceparent.slice(3, 35) };
}

/** Subgraphs choose their codes freely, so a label holds only whether there were errors, and of which class. */
function outcomeOf(status: number, codes: readonly string[]): string {
  if (status >= 400) {
    return `refused ${Math.floor(status / 100)}xx`;
  }
  return codes.length > 0 ? 'errors' : 'ok';
}
