import { describe, expect, it } from 'vitest';

import { findDueTimes, isBreached } from './sla.ts';

describe('isBreached', () => {
  const waiting = {
    firstResponseDueAt: 100,
    resolutionDueAt: 200,
    firstResponseAt: null,
    resolvedAt: null,
  };

  it.each([
    ['not yet at the minute an answer is due', waiting, 100, false],
    ['without an answer after it', waiting, 101, true],
    [
      'answered in time, before a solution is due',
      { ...waiting, firstResponseAt: 100 },
      200,
      false,
    ],
    ['answered in time, and not solved in time', { ...waiting, firstResponseAt: 100 }, 201, true],
    [
      'answered too late, for ever',
      { ...waiting, firstResponseAt: 101, resolvedAt: 150 },
      999,
      true,
    ],
    [
      'answered and solved in time',
      { ...waiting, firstResponseAt: 9, resolvedAt: 200 },
      999,
      false,
    ],
    ['ended in time without an answer', { ...waiting, resolvedAt: 50 }, 999, false],
  ])('%s', (_, clocks, now, expected) => {
    expect(isBreached(clocks, now)).toBe(expected);
  });
});

describe('findDueTimes', () => {
  it('counts the minutes of the priority from when the ticket was opened', () => {
    const settings = {
      FIRST_RESPONSE_MINUTES: { LOW: 4, NORMAL: 3, HIGH: 2, URGENT: 1 },
      RESOLUTION_MINUTES: { LOW: 40, NORMAL: 30, HIGH: 20, URGENT: 10 },
    };
    expect(findDueTimes({ priority: 'HIGH', createdAt: 1000 }, settings)).toEqual({
      firstResponseDueAt: 121_000,
      resolutionDueAt: 1_201_000,
    });
  });
});
