import type { Clock } from './clock.ts';
import { signRequest } from './signing.ts';

export interface SignedFetchOptions {
  readonly caller: string;
  /** Hex. */
  readonly key: string;
  readonly now: Clock;
}

export interface SignedRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls another of our processes, signed as the caller. Rejects when nothing answers; any status is an answer. */
export type SignedFetch = (url: URL, request?: SignedRequest) => Promise<Response>;

export function createSignedFetch(options: SignedFetchOptions): SignedFetch {
  return (url, { method = 'GET', headers = {}, body, signal } = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const path = url.pathname + url.search;
    const signature = signRequest({ method, path, headers, body: text }, options);
    return fetch(url, {
      method,
      headers: {
        ...headers,
        ...signature,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: text }),
      ...(signal && { signal }),
    });
  };
}
