export const WINDOW_MS = 15 * 60_000;

/** The window an instant lies in. */
export function windowStartOf(now: number): number {
  return now - (now % WINDOW_MS);
}

export interface LimitedSubject {
  /** Keyed hash; the same for the same e-mail, account, number or network. */
  readonly subject: string;
  readonly limit: number;
}

/** How long to wait when a subject has used up its tries of this window; null when all may go on. */
export function findWait(
  subjects: readonly LimitedSubject[],
  triesOf: ReadonlyMap<string, number>,
  now: number,
): number | null {
  const isOver = subjects.some(({ subject, limit }) => (triesOf.get(subject) ?? 0) >= limit);
  return isOver ? windowStartOf(now) + WINDOW_MS - now : null;
}
