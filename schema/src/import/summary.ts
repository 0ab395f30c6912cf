/** What became of the lines of one type. */
export interface TypeCounts {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  skipped: number;
}

export type Outcome = keyof TypeCounts;

export interface Rejection {
  readonly line: number;
  readonly type: string;
  readonly reason: string;
}

export interface ImportSummary {
  /** By type, in the order in which the file brought them up. */
  readonly counts: ReadonlyMap<string, Readonly<TypeCounts>>;
  readonly rejected: number;
  /** The first ones by line number; the rest is only counted. */
  readonly rejections: readonly Rejection[];
  readonly tookMs: number;
}

export const OUTCOMES: readonly Outcome[] = [
  'created',
  'updated',
  'unchanged',
  'rejected',
  'skipped',
];

const KEPT_REJECTIONS = 20;

/** Counts as answers come in. Keeps twenty rejections, however many there are. */
export interface Tally {
  /** Lines with an outcome so far. */
  readonly lines: number;
  add(type: string, outcome: Outcome, count?: number): void;
  reject(rejection: Rejection): void;
  summarise(tookMs: number): ImportSummary;
}

export function createTally(onRejection?: (rejection: Rejection) => void): Tally {
  const counts = new Map<string, TypeCounts>();
  let rejections: Rejection[] = [];
  let lines = 0;
  const add = (type: string, outcome: Outcome, count = 1): void => {
    const ofType = counts.get(type) ?? noCounts();
    ofType[outcome] += count;
    counts.set(type, ofType);
    lines += count;
  };
  return {
    get lines() {
      return lines;
    },
    add,
    reject(rejection) {
      add(rejection.type, 'rejected');
      onRejection?.(rejection);
      rejections = [...rejections, rejection]
        .toSorted((one, other) => one.line - other.line)
        .slice(0, KEPT_REJECTIONS);
    },
    summarise: (tookMs) => ({
      counts,
      rejected: totalsOf(counts).rejected,
      rejections,
      tookMs,
    }),
  };
}

export function totalsOf(counts: ReadonlyMap<string, Readonly<TypeCounts>>): TypeCounts {
  const totals = noCounts();
  for (const ofType of counts.values()) {
    for (const outcome of OUTCOMES) {
      totals[outcome] += ofType[outcome];
    }
  }
  return totals;
}

function noCounts(): TypeCounts {
  return { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };
}
