import { expect, it } from 'vitest';

import { judgeProof } from './proof.ts';

it.each([
  ['invalid', undefined],
  ['invalid', { expiresAt: 200, usedAt: 50 }],
  ['invalid', { expiresAt: 100, usedAt: 50 }],
  ['expired', { expiresAt: 100, usedAt: null }],
  ['valid', { expiresAt: 101, usedAt: null }],
])('finds %s the proof %j', (verdict, proof) => {
  expect(judgeProof(proof, 100)).toBe(verdict);
});
