import { describe, expect, it } from 'vitest';

import type { RequestHeaders } from './http-message.ts';
import { readTrace } from './read-trace.ts';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const INBOUND = `00-${TRACE_ID}-b7ad6b7169203331-01`;

const read = (headers: RequestHeaders, sampleRatio = 1) =>
  readTrace(
    { method: 'POST', url: '/graphql', headers, body: Buffer.alloc(0), remoteAddress: null },
    { newId: (prefix) => `${prefix}_1`, sampleRatio },
  );

describe('readTrace', () => {
  it.each([
    ['as it is', INBOUND, INBOUND],
    ['that is not recorded', INBOUND.replace(/01$/u, '00'), INBOUND.replace(/01$/u, '00')],
    ['of a later version', INBOUND.replace('00-', 'cc-'), INBOUND],
    ['of a later version that says more', `${INBOUND.replace('00-', '01-')}-more`, INBOUND],
  ])('takes a trace context %s', (_name, sent, traceparent) => {
    expect(read({ traceparent: sent })).toMatchObject({ traceparent, isInbound: true });
  });

  it.each([
    ['of version ff', INBOUND.replace('00-', 'ff-')],
    ['that says more than its version may', `${INBOUND}-more`],
    ['of a later version with something glued on', `${INBOUND.replace('00-', '01-')}more`],
    ['without a trace id', INBOUND.replace(TRACE_ID, '0'.repeat(32))],
    ['without a span id', INBOUND.replace('b7ad6b7169203331', '0'.repeat(16))],
    ['in upper case', INBOUND.toUpperCase()],
    ['cut short', INBOUND.slice(0, 54)],
    ['with other dashes', INBOUND.replaceAll('-', '_')],
    ['that is no hex', INBOUND.replace('0af', '0xf')],
    ['that is empty', ''],
  ])('begins a trace instead of one %s', (_name, sent) => {
    const { traceparent, isInbound } = read({ traceparent: sent, tracestate: 'a=b' });

    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/u);
    expect(traceparent).not.toContain(TRACE_ID);
    expect(isInbound).toBe(false);
  });

  it('begins another trace every time', () => {
    const begun = Array.from({ length: 2000 }, () => read({}).traceparent);

    expect(new Set(begun.map((traceparent) => traceparent.slice(3, 35))).size).toBe(2000);
    expect(new Set(begun.map((traceparent) => traceparent.slice(36, 52))).size).toBe(2000);
  });

  it('marks its share of the traces it begins as recorded', () => {
    const marked = Array.from({ length: 4000 }, () => read({}, 0.25).traceparent).filter(
      (traceparent) => traceparent.endsWith('-01'),
    );

    expect(marked.length).toBeGreaterThan(800);
    expect(marked.length).toBeLessThan(1200);
  });

  it.each([
    ['as it is', { traceparent: INBOUND, tracestate: 'vendor=x' }, 'vendor=x'],
    ['as one list', { traceparent: INBOUND, tracestate: ['a=1', 'b=2'] }, 'a=1,b=2'],
    ['of no trace', { tracestate: 'vendor=x' }, undefined],
    ['that is too long', { traceparent: INBOUND, tracestate: 'x'.repeat(513) }, undefined],
  ])('reads a trace state %s', (_name, headers, tracestate) => {
    expect(read(headers).tracestate).toBe(tracestate);
  });

  it.each([
    ['takes a well-formed correlation id', 'checkout-2026:7', 'checkout-2026:7'],
    ['makes its own of one with other characters', 'a"b'.repeat(5), 'req_1'],
    ['makes its own of one that is too long', 'a'.repeat(129), 'req_1'],
  ])('%s', (_name, sent, correlationId) => {
    expect(read({ 'x-correlation-id': sent })).toMatchObject({ requestId: 'req_1', correlationId });
  });
});
