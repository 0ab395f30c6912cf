const BUCKETS = 80;
const PER_DOUBLING = 4;
const LEAST_MS = 0.1;

/** How often an operation took how long, in buckets that are each 19 % longer than the one before. */
export type Durations = Uint32Array;

export function createDurations(): Durations {
  return new Uint32Array(BUCKETS);
}

export function addDuration(durations: Durations, ms: number): void {
  const at = Math.ceil(PER_DOUBLING * Math.log2(ms / LEAST_MS));
  const bucket = at > 0 ? Math.min(at, BUCKETS - 1) : 0;
  durations[bucket] = (durations[bucket] ?? 0) + 1;
}

/** The counts, as far as there are any. */
export function listDurations(durations: Durations): number[] {
  return [...durations.subarray(0, durations.findLastIndex((count) => count > 0) + 1)];
}

/** The longest duration that counts in the bucket. */
export function boundOf(bucket: number): number {
  return LEAST_MS * 2 ** (bucket / PER_DOUBLING);
}
