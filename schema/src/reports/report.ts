import type { Fault } from '#src/composition/faults.ts';
import type { Finding } from '#src/lint/finding.ts';

/** What composing, checking or publishing has to say: every format shows all of it. */
export interface Report {
  readonly outcome: 'passed' | 'failed';
  /** One line for people: what was done, or why not. */
  readonly summary?: string;
  /** Roots only; each has its consequences. */
  readonly faults: readonly Fault[];
  readonly hints: readonly Fault[];
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly planDifferences: readonly PlanDifference[];
}

export type Severity = 'BREAKING' | 'DANGEROUS' | 'SAFE' | 'UNKNOWN';

export interface Change {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly coordinate: string;
  readonly evidence: Evidence;
}

/** Why a change has its severity. */
export interface Evidence {
  /** In a few words, such as `unused in 31 days of reports`. */
  readonly summary: string;
  /** The known operations that need what changes, the busiest first. */
  readonly operations: readonly UsedOperation[];
}

export interface UsedOperation {
  readonly id: string;
  readonly name: string;
  readonly usage: readonly {
    readonly clientName: string;
    readonly clientVersion: string;
    readonly calls: number;
    readonly lastSeenAt: string;
  }[];
}

/** The router cannot answer it any more, sends more requests, waits longer for as many, or sends fewer. */
export type PlanStatus = 'UNPLANNABLE' | 'MORE_FETCHES' | 'DEEPER' | 'FEWER_FETCHES';

/** A known operation that the router answers at another price than before, or not any more. */
export interface PlanDifference {
  readonly status: PlanStatus;
  readonly operation: { readonly id: string; readonly name: string };
  readonly message: string;
}

export const EMPTY_REPORT: Report = {
  outcome: 'passed',
  faults: [],
  hints: [],
  findings: [],
  changes: [],
  planDifferences: [],
};
