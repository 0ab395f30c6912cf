import type { OperationScope } from '#src/fetchers/scope.ts';

import type { HeadersFor, Trace } from './facts.ts';
import type { RouterRequest } from './http-message.ts';

export interface ScopeOptions {
  readonly trace: Trace;
  readonly headersFor: HeadersFor;
  readonly deadlineAt: number;
}

/** What the fetches of one operation share. */
export function openScope(
  { signal }: RouterRequest,
  { trace, headersFor, deadlineAt }: ScopeOptions,
): OperationScope {
  const { requestId, correlationId } = trace;
  return { requestId, correlationId, deadlineAt, signal, headersFor, cookies: [], fetches: [] };
}
