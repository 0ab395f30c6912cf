import { createSpanId, createTraceId, isInSample } from '#src/telemetry/trace-ids.ts';

import type { Trace } from './facts.ts';
import { type RouterRequest, readHeader } from './http-message.ts';

export interface TraceOptions {
  readonly newId: (prefix: string) => string;
  /** The share of the traces begun here that are marked as recorded. Without a tracer: all, for those who come after. */
  readonly sampleRatio: number;
}

const CORRELATION_ID = /^[\w.:-]{8,128}$/u;
const MAX_TRACESTATE_CHARS = 512;

/** Takes what the client sent where it is well-formed and makes the rest. Never refuses. */
export function readTrace({ headers }: RouterRequest, { newId, sampleRatio }: TraceOptions): Trace {
  const requestId = newId('req');
  const correlationId = readHeader(headers, 'x-correlation-id');
  const inbound = readTraceparent(readHeader(headers, 'traceparent'));
  return {
    requestId,
    correlationId:
      correlationId !== undefined && CORRELATION_ID.test(correlationId) ? correlationId : requestId,
    traceparent: inbound ?? createTraceparent(sampleRatio),
    tracestate: inbound === undefined ? undefined : readTracestate(headers['tracestate']),
    isInbound: inbound !== undefined,
  };
}

/** W3C trace context; of a later version what this one has of it. */
function readTraceparent(text: string | undefined): string | undefined {
  if (text === undefined || !isTraceparent(text)) {
    return undefined;
  }
  return text.startsWith('00') ? text : `00${text.slice(2, LENGTH)}`;
}

const LENGTH = 55;

function isTraceparent(text: string): boolean {
  return (
    hasDashes(text) &&
    isHex(text, 0, 2) &&
    !text.startsWith('ff') &&
    isId(text, 3, 35) &&
    isId(text, 36, 52) &&
    isHex(text, 53, LENGTH) &&
    (text.length === LENGTH || (!text.startsWith('00') && text.charAt(LENGTH) === '-'))
  );
}

function hasDashes(text: string): boolean {
  return text.charAt(2) === '-' && text.charAt(35) === '-' && text.charAt(52) === '-';
}

/** Hex digits, not all of them 0. */
function isId(text: string, start: number, end: number): boolean {
  return isHex(text, start, end) && !isZero(text, start, end);
}

function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) {
      return false;
    }
  }
  return true;
}

function isZero(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (text.charCodeAt(at) !== 48) {
      return false;
    }
  }
  return true;
}

/** Passed on as it is: it belongs to the tracing systems of others. Several headers are one list. */
function readTracestate(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value.join(',') : value;
  return text === '' || (text?.length ?? 0) > MAX_TRACESTATE_CHARS ? undefined : text;
}

function createTraceparent(sampleRatio: number): string {
  const traceId = createTraceId();
  return `00-${traceId}-${createSpanId()}-${isInSample(traceId, sampleRatio) ? '01' : '00'}`;
}
