import { randomBytes, randomUUID } from 'node:crypto';

import type { Trace } from './facts.ts';
import { type RouterRequest, readHeader } from './http-message.ts';

const CORRELATION_ID = /^[\w.:-]{8,128}$/u;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/u;

/** Takes what the client sent where it is well-formed and makes the rest. Never refuses. */
export function readTrace({ headers }: RouterRequest): Trace {
  const requestId = randomUUID();
  return {
    requestId,
    correlationId: readIf(CORRELATION_ID, readHeader(headers, 'x-correlation-id')) ?? requestId,
    traceparent: readIf(TRACEPARENT, readHeader(headers, 'traceparent')) ?? createTraceparent(),
  };
}

function readIf(pattern: RegExp, value: string | undefined): string | undefined {
  return value !== undefined && pattern.test(value) ? value : undefined;
}

function createTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}
