import type { Fault, Place } from '#src/composition/faults.ts';

import type { PlanStatus, Report, Severity } from './report.ts';
import { sayEvidence } from './say-evidence.ts';
import { sayRight } from './say-right.ts';

type Level = 'error' | 'warning' | 'notice';

const PLAN_LEVELS: Readonly<Record<PlanStatus, Level>> = {
  UNPLANNABLE: 'error',
  MORE_FETCHES: 'warning',
  DEEPER: 'warning',
  FEWER_FETCHES: 'notice',
};

const LEVELS: Readonly<Record<Severity, Level>> = {
  BREAKING: 'error',
  UNKNOWN: 'warning',
  DANGEROUS: 'warning',
  SAFE: 'notice',
};

/** Workflow commands of GitHub Actions: an annotation for each fault, and a notice in each other file involved. */
export function formatGithub(report: Report): string {
  const lines = [
    ...report.faults.flatMap((fault) => annotate('error', fault)),
    ...report.findings.flatMap((finding) => annotate('warning', finding)),
    ...report.hints.flatMap((hint) => annotate('warning', hint)),
    ...report.changes.map((change) =>
      command(LEVELS[change.severity], { title: `${change.severity} ${change.coordinate}` }, [
        change.message,
        ...sayEvidence(change),
      ]),
    ),
    ...report.planDifferences.map(({ status, operation, message }) =>
      command(PLAN_LEVELS[status], { title: `${status} ${operation.name || operation.id}` }, [
        message,
      ]),
    ),
  ];
  return [...lines, ...(report.summary === undefined ? [] : [report.summary])].join('\n');
}

function annotate(level: Level, fault: Fault): string[] {
  const { code, message, places, consequences = [] } = fault;
  const [first] = places;
  const others = places.filter(({ file }) => file !== first?.file);
  const caused = consequences.length > 0 ? [`+${consequences.length} caused by this`] : [];
  const text = [message, ...sayRight(fault), ...caused];
  return [
    command(level, { ...properties(first), title: code }, text),
    ...others.map((place) =>
      command('notice', { ...properties(place), title: `${code}, also here` }, [message]),
    ),
  ];
}

function properties(place: Place | undefined): Record<string, string> {
  return place
    ? {
        file: place.file,
        line: String(place.line),
        col: String(place.column),
        endColumn: String(place.column + place.length),
      }
    : {};
}

function command(
  level: Level,
  values: Readonly<Record<string, string>>,
  lines: readonly string[],
): string {
  const list = Object.entries(values).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${list.join(',')}::${escapeData(lines.join('\n'))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
