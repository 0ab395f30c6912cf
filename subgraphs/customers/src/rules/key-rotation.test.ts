import { expect, it } from 'vitest';

import {
  KEY_LEAD_MS,
  RETIRED_KEY_MS,
  findCurrentKey,
  findNextKeyStart,
  listPublishedKeys,
} from './key-rotation.ts';

const now = 1_000_000_000;
const rotationMs = 100_000_000;
const old = { kid: 'old', notBefore: now - rotationMs, retiredAt: null };
const young = { kid: 'young', notBefore: now - 1, retiredAt: null };
const next = { kid: 'next', notBefore: now + 1, retiredAt: null };
const retired = { kid: 'retired', notBefore: now - 2, retiredAt: now - 1 };

it.each([
  ['none', [], undefined],
  ['the only one', [old], 'old'],
  ['the latest', [young, old], 'young'],
  ['not one whose time has not come', [next, old], 'old'],
  ['not a retired one', [old, retired], 'old'],
])('signs with %s', (_, keys, kid) => {
  expect(findCurrentKey(keys, now)?.kid).toBe(kid);
});

it.each([
  ['at once without a key', [], now],
  ['at once when all are retired', [retired], now],
  ['ahead of time when the current one is old', [old], now + KEY_LEAD_MS],
  ['not while the current one is young', [young], null],
  ['not when the next one is known', [old, next], null],
])('makes a key %s', (_, keys, start) => {
  expect(findNextKeyStart(keys, { now, rotationMs })).toBe(start);
});

it('publishes the next key, and a retired one until its tokens have ended', () => {
  const gone = { kid: 'gone', notBefore: 0, retiredAt: now - RETIRED_KEY_MS };
  const kids = listPublishedKeys([next, young, retired, gone], now).map(({ kid }) => kid);
  expect(kids).toEqual(['next', 'young', 'retired']);
});
