import { type PackedReport, unpackReport } from '#src/registry/pack-report.ts';
import { type Format, formatReport } from '#src/reports/format-report.ts';
import type { Report } from '#src/reports/report.ts';

import type { CommandContext } from './command-context.ts';

export interface ReportedAnswer {
  readonly outcome: string;
  readonly message: string;
  readonly report: PackedReport;
}

/** Prints what the registry found, refusals for people on stderr, and says in the exit code whether it refused. */
export function printAnswer(
  { terminal, exitWith }: CommandContext,
  answer: ReportedAnswer,
  format: Format,
): void {
  const isRefused = isRefusal(answer);
  const text = formatReport(readReport(answer), format, { colour: terminal.hasColour });
  if (isRefused && format === 'text') {
    terminal.warn(text);
  } else {
    terminal.say(text);
  }
  exitWith(isRefused ? 1 : 0);
}

/** What the registry found, for a terminal. */
export function formatAnswer(answer: ReportedAnswer, colour: boolean): string {
  return formatReport(readReport(answer), 'text', { colour });
}

function isRefusal({ outcome }: ReportedAnswer): boolean {
  return outcome === 'REFUSED';
}

function readReport(answer: ReportedAnswer): Report {
  return {
    ...unpackReport(answer.report),
    outcome: isRefusal(answer) ? 'failed' : 'passed',
    summary: answer.message,
  };
}
