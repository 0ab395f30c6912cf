import type { CallOutcome } from './http-call.ts';
import { TooLargeError } from './http-call.ts';
import type { LostFetch } from './scope.ts';

export function loseInTime(subgraph: string, isMutation: boolean): LostFetch {
  return {
    kind: 'lost',
    code: 'SUBGRAPH_TIMEOUT',
    message: `The subgraph "${subgraph}" did not answer in time.`,
    retryable: !isMutation,
    cause: 'timeout',
  };
}

export function loseUnavailable(subgraph: string, retryable: boolean, cause: unknown): LostFetch {
  const message = `The subgraph "${subgraph}" is not available.`;
  return { kind: 'lost', code: 'SUBGRAPH_UNAVAILABLE', message, retryable, cause };
}

/** What a call without a whole answer means. */
export function loseCall(
  subgraph: string,
  { error, wasSent }: CallOutcome,
  isMutation: boolean,
): LostFetch {
  if (error instanceof TooLargeError) {
    const message = `The subgraph "${subgraph}" sent an answer that is too large.`;
    const code = 'SUBGRAPH_INVALID_RESPONSE';
    return { kind: 'lost', code, message, retryable: false, cause: error };
  }
  return loseUnavailable(subgraph, !isMutation || !wasSent, error);
}

export function loseContentType(subgraph: string, contentType: unknown): LostFetch {
  return {
    kind: 'lost',
    code: 'SUBGRAPH_INVALID_RESPONSE',
    message: `The subgraph "${subgraph}" sent an answer that cannot be read.`,
    retryable: false,
    cause: `content type ${String(contentType)}`,
  };
}
