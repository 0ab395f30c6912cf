import { expect, it } from 'vitest';

import { RACE_GRACE_MS, expiryOf, judgeRefresh } from './refresh.ts';

const DAY_MS = 86_400_000;
const now = 1_000_000_000;
const fresh = { expiresAt: now + 1, rotatedAt: null };
const live = { expiresAt: now + 1, revokedAt: null };

it.each([
  ['rotate', fresh, live],
  ['expired', { ...fresh, expiresAt: now }, live],
  ['expired', fresh, { ...live, expiresAt: now }],
  ['race', { ...fresh, rotatedAt: now - RACE_GRACE_MS }, live],
  ['reuse', { ...fresh, rotatedAt: now - RACE_GRACE_MS - 1 }, live],
  ['reuse', { expiresAt: now - 5, rotatedAt: now - DAY_MS }, live],
  ['revoked', fresh, { ...live, revokedAt: now - 1 }],
  ['revoked', { ...fresh, rotatedAt: now - DAY_MS }, { ...live, revokedAt: now - 1 }],
] as const)('says %s of %j in %j', (verdict, token, session) => {
  expect(judgeRefresh({ token, session, now })).toBe(verdict);
});

it.each([
  ['a day without use', { remembered: false, createdAt: now }, now + DAY_MS],
  ['30 days without use when remembered', { remembered: true, createdAt: now }, now + 30 * DAY_MS],
  ['its total lifetime', { remembered: false, createdAt: now - 29.5 * DAY_MS }, now + DAY_MS / 2],
  [
    'its total lifetime when remembered',
    { remembered: true, createdAt: now - 179 * DAY_MS },
    now + DAY_MS,
  ],
])('ends a session after %s', (_, session, expiresAt) => {
  expect(expiryOf(session, now)).toBe(expiresAt);
});
