import { describe, expect, it } from 'vitest';

import { type BreakerState, type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';

function build() {
  let at = 0;
  const changes: BreakerState[] = [];
  const breaker = createCircuitBreaker({ now: () => at, onChange: (state) => changes.push(state) });
  return {
    breaker,
    changes,
    wait: (ms: number): void => {
      at += ms;
    },
  };
}

function fail(breaker: CircuitBreaker, times: number): void {
  for (let index = 0; index < times; index += 1) {
    breaker.enter()?.fail();
  }
}

/** How many of so many calls at one time are let through; each succeeds. */
function countEntered(breaker: CircuitBreaker, calls: number): number {
  const permits = Array.from({ length: calls }, () => breaker.enter());
  for (const permit of permits) {
    permit?.succeed();
  }
  return permits.filter((permit) => permit !== undefined).length;
}

describe('createCircuitBreaker', () => {
  it('opens at the fifth failure in a row', () => {
    const { breaker } = build();
    fail(breaker, 4);
    expect(breaker.state).toBe('CLOSED');
    fail(breaker, 1);
    expect(breaker.state).toBe('OPEN');
    expect(breaker.enter()).toBeUndefined();
  });

  it('opens when half of the last twenty calls failed', () => {
    const { breaker } = build();
    for (let index = 0; index < 9; index += 1) {
      breaker.enter()?.succeed();
      breaker.enter()?.fail();
    }
    breaker.enter()?.succeed();
    expect(breaker.state).toBe('CLOSED');
    breaker.enter()?.fail();
    expect(breaker.state).toBe('OPEN');
  });

  it('forgets failures that are more than twenty calls ago', () => {
    const { breaker } = build();
    fail(breaker, 4);
    for (let index = 0; index < 20; index += 1) {
      breaker.enter()?.succeed();
    }
    fail(breaker, 4);
    expect(breaker.state).toBe('CLOSED');
  });

  it('lets one probe through after five seconds', () => {
    const { breaker, wait } = build();
    fail(breaker, 5);
    wait(4999);
    expect(breaker.enter()).toBeUndefined();
    wait(1);
    expect(breaker.enter()).toBeDefined();
    expect(breaker.enter()).toBeUndefined();
    expect(breaker.state).toBe('HALF_OPEN');
  });

  it('opens for five seconds more when the probe fails', () => {
    const { breaker, wait } = build();
    fail(breaker, 5);
    wait(5000);
    breaker.enter()?.fail();
    wait(4999);
    expect(breaker.enter()).toBeUndefined();
    wait(1);
    expect(breaker.enter()).toBeDefined();
  });

  it('lets another probe through when one ended without a finding', () => {
    const { breaker, wait } = build();
    fail(breaker, 5);
    wait(5000);
    breaker.enter()?.forget();
    expect(breaker.enter()).toBeDefined();
  });

  it('ramps 1, 2, 4, 8 calls a second after the probe, and then closes', () => {
    const { breaker, changes, wait } = build();
    fail(breaker, 5);
    wait(5000);
    breaker.enter()?.succeed();
    const entered = Array.from({ length: 5 }, () => {
      const count = countEntered(breaker, 50);
      wait(1000);
      return count;
    });
    expect(entered).toEqual([1, 2, 4, 8, 50]);
    expect(changes).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
  });

  it('opens again at one failure on the ramp', () => {
    const { breaker, wait } = build();
    fail(breaker, 5);
    wait(5000);
    breaker.enter()?.succeed();
    breaker.enter()?.fail();
    expect(breaker.state).toBe('OPEN');
  });

  it('takes no notice of a call that began before it opened', () => {
    const { breaker, wait } = build();
    const straggler = breaker.enter();
    fail(breaker, 5);
    wait(5000);
    const probe = breaker.enter();
    straggler?.fail();
    expect(breaker.state).toBe('HALF_OPEN');
    probe?.succeed();
    straggler?.fail();
    expect(breaker.state).toBe('HALF_OPEN');
  });
});
