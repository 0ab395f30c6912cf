import type { CorsConfig } from '#src/config/cors.ts';
import {
  type ResponseHeaders,
  type RouterRequest,
  readHeader,
} from '#src/pipeline/http-message.ts';

import { respondEmpty } from './respond.ts';

const READABLE_HEADERS = 'x-request-id, x-correlation-id, retry-after';

const NOTHING: ResponseHeaders = {};

/** What an answer tells the browser of a page from a configured origin. Any other page is told nothing. */
export function writeCors({ headers }: RouterRequest, config: CorsConfig): ResponseHeaders {
  if (config.origins.length === 0) {
    return NOTHING;
  }
  const origin = readHeader(headers, 'origin');
  if (origin === undefined || !config.origins.includes(origin)) {
    return { vary: 'Origin' };
  }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': READABLE_HEADERS,
  };
}

/** The answer to a preflight. Without the CORS headers a browser does not send the request itself. */
export function respondPreflight(request: RouterRequest, config: CorsConfig) {
  const cors = writeCors(request, config);
  const isAllowed = 'access-control-allow-origin' in cors;
  return respondEmpty(204, {
    allow: 'GET, POST, OPTIONS',
    ...cors,
    ...(isAllowed && {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': [
        'content-type',
        'authorization',
        'x-correlation-id',
        ...config.headers,
      ].join(', '),
      'access-control-max-age': String(config.maxAgeSeconds),
    }),
  });
}
