import type { ResponseHeaders, RouterResponse } from '#src/pipeline/http-message.ts';
import type { OperationAnswer } from '#src/pipeline/run-operation.ts';

import type { MediaType } from './negotiate.ts';

export interface JsonOptions {
  readonly status: number;
  readonly headers?: ResponseHeaders;
  readonly type?: string;
}

/** A JSON answer. Nothing the router says about one user may be kept for another, so nothing is cached. */
export function respondJson(
  value: unknown,
  { status, headers, type = 'application/json' }: JsonOptions,
): RouterResponse {
  return respondText(`${JSON.stringify(value)}\n`, {
    status,
    ...(headers && { headers }),
    type: `${type}; charset=utf-8`,
  });
}

export function respondText(
  text: string,
  { status, headers, type = 'text/plain; charset=utf-8' }: JsonOptions,
): RouterResponse {
  return {
    status,
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: Buffer.from(text),
  };
}

const RESULT_TYPES: Readonly<Record<MediaType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

/** The answer to an operation, whose body is ready. */
export function respondResult(
  type: MediaType,
  { status, headers, body }: OperationAnswer,
  cors: ResponseHeaders,
): RouterResponse {
  const all = {
    'content-type': RESULT_TYPES[type],
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return { status, headers: Object.assign(all, headers, cors), body };
}

/** An answer of headers alone. */
export function respondEmpty(status: number, headers: ResponseHeaders): RouterResponse {
  return { status, headers, body: Buffer.alloc(0) };
}
