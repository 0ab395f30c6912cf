import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';

import { type CallOutcome, HttpCall, TooLargeError } from './http-call.ts';

const TEXT = '{"data":{"name":"Teekännchen"}}';
const BYTES = Buffer.from(TEXT);
const CONTROLLER = { abort: () => undefined } as unknown as Dispatcher.DispatchController;

/** What a call makes of a body that arrives in these pieces, each in memory that is overwritten afterwards. */
function receive(pieces: readonly Buffer[], headers: Record<string, string>): CallOutcome[] {
  const outcomes: CallOutcome[] = [];
  const call = new HttpCall({ onCallEnd: (outcome) => void outcomes.push(outcome) }, 1000);
  call.onRequestStart(CONTROLLER);
  call.onResponseStart(CONTROLLER, 200, headers);
  for (const piece of pieces) {
    const lent = Buffer.from(piece);
    call.onResponseData(CONTROLLER, lent);
    lent.fill(0);
  }
  call.onResponseEnd();
  return outcomes;
}

describe('the body of an answer', () => {
  it.each([
    ['whole, with its length', [BYTES], { 'content-length': String(BYTES.length) }],
    ['whole, without its length', [BYTES], {}],
    ...[1, 8, 24, 25, 26, BYTES.length - 1].flatMap((at) => {
      const pieces = [BYTES.subarray(0, at), BYTES.subarray(at)];
      return [
        [`cut at ${at}, with its length`, pieces, { 'content-length': String(BYTES.length) }],
        [`cut at ${at}, without its length`, pieces, {}],
      ] as [string, Buffer[], Record<string, string>][];
    }),
    ['byte by byte', [...BYTES].map((byte) => Buffer.from([byte])), { 'content-length': '32' }],
  ])('is its text when it comes %s', (_, pieces, headers) => {
    expect(receive(pieces, headers)).toMatchObject([{ status: 200, text: TEXT }]);
  });

  it('is nothing when nothing comes', () => {
    expect(receive([], { 'content-length': '0' })).toMatchObject([{ status: 200, text: '' }]);
  });

  it('is given up when it is larger than allowed', () => {
    const reasons: unknown[] = [];
    const call = new HttpCall({ onCallEnd: () => undefined }, 3);
    const controller = { abort: (reason: unknown) => void reasons.push(reason) };
    call.onResponseData(controller as unknown as Dispatcher.DispatchController, BYTES);
    expect(reasons).toEqual([expect.any(TooLargeError)]);
  });
});
