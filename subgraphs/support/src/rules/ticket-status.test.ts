import { describe, expect, it } from 'vitest';

import { NEXT, statusAfterReply } from './ticket-status.ts';

describe('statusAfterReply', () => {
  it.each([
    ['NEW', 'CUSTOMER', 'NEW'],
    ['OPEN', 'CUSTOMER', 'OPEN'],
    ['WAITING_FOR_CUSTOMER', 'CUSTOMER', 'OPEN'],
    ['RESOLVED', 'CUSTOMER', 'OPEN'],
    ['CLOSED', 'CUSTOMER', null],
    ['NEW', 'AGENT', 'WAITING_FOR_CUSTOMER'],
    ['OPEN', 'AGENT', 'WAITING_FOR_CUSTOMER'],
    ['RESOLVED', 'AGENT', 'WAITING_FOR_CUSTOMER'],
    ['CLOSED', 'AGENT', null],
  ] as const)('of %s, by %s, is %s', (status, side, after) => {
    expect(statusAfterReply(status, side)).toBe(after);
  });

  it.each(Object.keys(NEXT) as (keyof typeof NEXT)[])(
    'is a status that can follow %s, or the same',
    (status) => {
      for (const side of ['CUSTOMER', 'AGENT'] as const) {
        const after = statusAfterReply(status, side);
        expect([null, status, ...NEXT[status]]).toContain(after);
      }
    },
  );
});
