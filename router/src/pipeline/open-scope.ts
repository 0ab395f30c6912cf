import type { OperationScope, TakeHeaders } from '#src/fetchers/scope.ts';
import type { RequestSpan } from '#src/telemetry/tracer.ts';

import type { HeadersFor, Trace } from './facts.ts';
import type { RouterRequest } from './http-message.ts';

export interface ScopeOptions {
  readonly trace: Trace;
  readonly headersFor: HeadersFor;
  readonly deadlineAt: number;
  readonly span: RequestSpan | undefined;
  readonly takeHeaders: TakeHeaders | undefined;
}

/** What the fetches of one operation share. */
export function openScope(
  { signal }: RouterRequest,
  { trace, headersFor, deadlineAt, span, takeHeaders }: ScopeOptions,
): OperationScope {
  const { requestId, correlationId } = trace;
  return {
    requestId,
    correlationId,
    deadlineAt,
    signal,
    headersFor,
    cookies: [],
    fetches: [],
    span,
    takeHeaders,
  };
}
