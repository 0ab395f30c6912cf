import type { Fault } from '#src/composition/faults.ts';

export interface OperationUsage {
  readonly clientName: string;
  readonly clientVersion: string;
  readonly calls: number;
  readonly lastSeenAt: string;
}

export interface KnownOperation {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly usage: readonly OperationUsage[];
}

export interface Change {
  readonly severity: 'BREAKING' | 'DANGEROUS' | 'SAFE' | 'UNKNOWN';
  readonly code: string;
  readonly message: string;
  readonly coordinate: string;
  readonly evidence: unknown;
}

export interface PlanDifference {
  readonly operation: unknown;
  readonly status: string;
}

export type Finding = Fault;

export interface Report {
  readonly faults: readonly Fault[];
  readonly hints: readonly Fault[];
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly planDifferences: readonly PlanDifference[];
}

export const emptyReport: Report = {
  faults: [],
  hints: [],
  findings: [],
  changes: [],
  planDifferences: [],
};
