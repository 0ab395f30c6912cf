import type { CsrfConfig } from '#src/config/cors.ts';

import { PipelineError } from './errors.ts';
import { type RouterRequest, readHeader } from './http-message.ts';

/** Content types a form of any web page can send without asking the server first (Fetch standard, "simple" requests). */
const SIMPLE_TYPES = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

/** Refuses a request that a browser sends across origins without a preflight, and so with the user's cookies. */
export function guardCsrf({ method, headers }: RouterRequest, config: CsrfConfig): void {
  // Other methods run no operation.
  const isOperation = method === 'GET' || method === 'POST';
  if (
    !config.enabled ||
    !isOperation ||
    config.headers.some((name) => readHeader(headers, name) !== undefined)
  ) {
    return;
  }
  const type = readHeader(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined || SIMPLE_TYPES.has(type)) {
    const names = config.headers.join(', ');
    throw new PipelineError(
      'CSRF_PREVENTED',
      `Send "content-type: application/json", or one of these headers with any value: ${names}.`,
    );
  }
}
