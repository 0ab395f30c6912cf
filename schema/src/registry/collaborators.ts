import type { Change, PlanDifference, UsedOperation } from '#src/reports/report.ts';

/** An operation that clients run: its text is without the values of its literals. */
export interface KnownOperation extends UsedOperation {
  readonly text: string;
}

/** The SDL texts of one version. */
export interface Composed {
  readonly supergraph: string;
  readonly api: string;
}

export interface UsagePolicy {
  /** So many days of reports without a call make a removal safe. */
  readonly unusedAfterDays: number;
  /** What becomes of a removal when usage is not known. */
  readonly unknown: 'pass' | 'fail';
}

export interface Judgement {
  readonly changes: readonly Change[];
  readonly planDifferences: readonly PlanDifference[];
}

export interface Case {
  readonly before: Composed;
  readonly after: Composed;
  readonly operations: readonly KnownOperation[];
  /** Since when usage is reported without a gap. */
  readonly reports: { readonly since: string | undefined };
  readonly now: string;
  readonly policy: UsagePolicy;
  /** Whether the operations are planned as well; they are, if nothing is said. */
  readonly plans?: boolean;
}

/** What a change means for the clients, off the thread that answers requests. */
export type Judge = (given: Case) => Promise<Judgement>;
