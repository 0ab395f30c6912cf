import type { Clock } from './clock.ts';

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerOptions {
  readonly now: Clock;
  readonly onChange?: (state: BreakerState) => void;
}

/** Leave to make one call. Exactly one of its functions is to be called, once the call has ended. */
export interface Permit {
  succeed(): void;
  fail(): void;
  /** The call ended without a finding about the upstream, such as when its caller gave up. */
  forget(): void;
}

export interface CircuitBreaker {
  /** HALF_OPEN also while it ramps up. */
  readonly state: BreakerState;
  /** Undefined while the upstream is to be left alone. */
  enter(): Permit | undefined;
}

const OPENS_AFTER_FAILURES = 5;
const WINDOW = 20;
const OPENS_AT_SHARE = 0.5;
const OPEN_MS = 5000;
/** Calls in each second after the probe that succeeded: what comes back under full load falls again. */
const RAMP = [1, 2, 4, 8] as const;
const SECOND_MS = 1000;

type Phase =
  | { readonly name: 'closed'; failures: number; recent: readonly boolean[] }
  | { readonly name: 'open'; readonly until: number }
  | { readonly name: 'probing' }
  | { readonly name: 'ramping'; readonly since: number; second: number; used: number };

/**
 * Leaves an upstream alone that fails: opens at 5 failures in a row or half of the last 20 calls, lets one probe through after 5 s,
 * and then 1, 2, 4, 8 calls a second before it closes. A failure on the way back opens it again.
 */
export function createCircuitBreaker({ now, onChange }: BreakerOptions): CircuitBreaker {
  let phase: Phase = close();
  const move = (next: Phase): Phase => {
    const before = stateOf(phase);
    phase = next;
    if (stateOf(next) !== before) {
      onChange?.(stateOf(next));
    }
    return next;
  };
  const permitOf = (begun: Phase): Permit =>
    describePermit(begun, {
      // What a call finds counts in the phase in which it began; a straggler says nothing about now.
      isCurrent: () => phase === begun,
      now,
      move,
    });
  return {
    get state() {
      return stateOf(phase);
    },
    enter() {
      const entered = enterPhase(phase, { move, at: now() });
      return entered && permitOf(entered);
    },
  };
}

interface Reporting {
  readonly isCurrent: () => boolean;
  readonly now: Clock;
  readonly move: (next: Phase) => Phase;
}

function describePermit(begun: Phase, { isCurrent, now, move }: Reporting): Permit {
  const report = (change: () => void) => (): void => {
    if (isCurrent()) {
      change();
    }
  };
  return {
    succeed: report(() => settleSuccess(begun, { move, at: now() })),
    fail: report(() => {
      if (isTooMuch(begun)) {
        move({ name: 'open', until: now() + OPEN_MS });
      }
    }),
    forget: report(() => {
      if (begun.name === 'probing') {
        move({ name: 'open', until: now() });
      }
    }),
  };
}

/** The phase in which a call may begin now; undefined when it may not. */
function enterPhase(phase: Phase, { move, at }: Move): Phase | undefined {
  switch (phase.name) {
    case 'closed':
      return phase;
    case 'open':
      return at < phase.until ? undefined : move({ name: 'probing' });
    case 'probing':
      return undefined;
    case 'ramping':
      return enterRamp(phase, at) ? settleRamp(phase, { move, at }) : undefined;
  }
}

function close(): Phase {
  return { name: 'closed', failures: 0, recent: [] };
}

const STATES: Readonly<Record<Phase['name'], BreakerState>> = {
  closed: 'CLOSED',
  open: 'OPEN',
  probing: 'HALF_OPEN',
  ramping: 'HALF_OPEN',
};

function stateOf({ name }: Phase): BreakerState {
  return STATES[name];
}

interface Move {
  readonly move: (next: Phase) => Phase;
  readonly at: number;
}

function settleSuccess(phase: Phase, { move, at }: Move): void {
  if (phase.name === 'closed') {
    phase.failures = 0;
    phase.recent = [...phase.recent, true].slice(-WINDOW);
  } else if (phase.name === 'probing') {
    move({ name: 'ramping', since: at, second: 0, used: 0 });
  }
}

/** Counts a failure, and says whether the upstream is to be left alone now. */
function isTooMuch(phase: Phase): boolean {
  if (phase.name !== 'closed') {
    return true;
  }
  phase.failures += 1;
  phase.recent = [...phase.recent, false].slice(-WINDOW);
  const failed = phase.recent.filter((isSuccess) => !isSuccess).length;
  return (
    phase.failures >= OPENS_AFTER_FAILURES ||
    (phase.recent.length === WINDOW && failed >= WINDOW * OPENS_AT_SHARE)
  );
}

type Ramping = Extract<Phase, { name: 'ramping' }>;

function enterRamp(phase: Ramping, at: number): boolean {
  const second = Math.floor((at - phase.since) / SECOND_MS);
  if (second !== phase.second) {
    phase.second = second;
    phase.used = 0;
  }
  const allowed = RAMP[second] ?? Infinity;
  if (phase.used >= allowed) {
    return false;
  }
  phase.used += 1;
  return true;
}

/** The ramp has ended once its last second has. */
function settleRamp(phase: Ramping, { move, at }: Move): Phase {
  return at - phase.since >= RAMP.length * SECOND_MS ? move(close()) : phase;
}
