import type { Fault, Place } from '#src/composition/faults.ts';

import { codeFrame } from './code-frame.ts';
import type { Report } from './report.ts';

// Raised when a field changes its meaning or goes away, not when one is added.
const VERSION = 1;

/** A report for programs; schema/README.md describes its fields. */
export function formatJson(report: Report): string {
  const { outcome, summary, faults, hints, findings, changes, planDifferences } = report;
  const document = {
    version: VERSION,
    outcome,
    summary: summary ?? null,
    faults: faults.map(describeFault),
    findings: findings.map((finding) => ({
      ...describeFault(finding),
      coordinate: finding.coordinate,
      subgraph: finding.subgraph,
    })),
    hints: hints.map(describeFault),
    changes,
    planDifferences,
  };
  return JSON.stringify(document, null, 2);
}

function describeFault(fault: Fault): object {
  return {
    code: fault.code,
    message: fault.message,
    suggestions: fault.suggestions ?? [],
    advice: fault.advice ?? null,
    places: fault.places.map((place) => ({ ...describePlace(place), frame: codeFrame(place) })),
    consequences: (fault.consequences ?? []).map(({ code, message, places }) => ({
      code,
      message,
      places: places.map(describePlace),
    })),
  };
}

function describePlace({ subgraph, file, line, column, length }: Place): object {
  return { subgraph: subgraph || null, file, line, column, endColumn: column + length };
}
