import { describe, expect, it } from 'vitest';

import { createRetryBudget } from './retry-budget.ts';

describe('createRetryBudget', () => {
  it('has ten retries to begin with, and then one for ten calls', () => {
    const budget = createRetryBudget();
    const first = Array.from({ length: 12 }, () => budget.take());
    expect(first.filter(Boolean)).toHaveLength(10);
    for (let call = 0; call < 21; call += 1) {
      budget.earn();
    }
    expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  });

  it('saves no more than ten', () => {
    const budget = createRetryBudget();
    for (let call = 0; call < 1000; call += 1) {
      budget.earn();
    }
    expect(Array.from({ length: 20 }, () => budget.take()).filter(Boolean)).toHaveLength(10);
  });
});
