import { randomFillSync } from 'node:crypto';

// Randomness is fetched for hundreds of ids at once: a call for each would cost more than the rest of the id.
const pool = Buffer.alloc(8192);
let next = pool.length;

function takeHex(bytes: number): string {
  if (next + bytes > pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const start = next;
  next += bytes;
  return pool.toString('hex', start, next);
}

/** 32 hex digits, not all of them 0. */
export function createTraceId(): string {
  return takeHex(16);
}

/** 16 hex digits, not all of them 0. */
export function createSpanId(): string {
  return takeHex(8);
}

const SHARES = 2 ** 32;

/** Whether a trace is among those to be recorded. The same id gives the same answer in every process. */
export function isInSample(traceId: string, ratio: number): boolean {
  return ratio >= 1 || Number.parseInt(traceId.slice(24), 16) < ratio * SHARES;
}

/** Whether the trace context says that the trace is recorded. */
export function isSampled(traceparent: string): boolean {
  return (Number.parseInt(traceparent.charAt(54), 16) & 1) === 1;
}
