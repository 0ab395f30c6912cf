import { expect, it } from 'vitest';

import { WINDOW_MS, findWait, windowStartOf } from './attempt-limits.ts';

const subjects = [
  { subject: 'mail', limit: 3 },
  { subject: 'network', limit: 10 },
];
const now = 7 * WINDOW_MS + 60_000;

it.each([
  ['nothing yet', [], null],
  ['one below the limit', [['mail', 2]], null],
  ['the limit of the mail', [['mail', 3]], WINDOW_MS - 60_000],
  ['the limit of the network', [['network', 11]], WINDOW_MS - 60_000],
] as const)('after %s waits %3$s', (_, counts, waitMs) => {
  expect(findWait(subjects, new Map(counts), now)).toBe(waitMs);
});

it('starts a window at a multiple of its length', () => {
  expect(windowStartOf(now)).toBe(7 * WINDOW_MS);
});
