import { type PackedReport, unpackReport } from '#src/registry/pack-report.ts';
import { type Format, formatReport } from '#src/reports/format-report.ts';

import type { CommandContext } from './command-context.ts';

export interface ReportedAnswer {
  readonly outcome: string;
  readonly message: string;
  readonly report: PackedReport;
}

/** Prints what the registry found, refusals for people on stderr, and says in the exit code whether it refused. */
export function printAnswer(
  { terminal, exitWith }: CommandContext,
  { outcome, message, report }: ReportedAnswer,
  format: Format,
): void {
  const isRefused = outcome === 'REFUSED';
  const whole = {
    ...unpackReport(report),
    outcome: isRefused ? ('failed' as const) : ('passed' as const),
    summary: message,
  };
  const text = formatReport(whole, format, { colour: terminal.hasColour });
  if (isRefused && format === 'text') {
    terminal.warn(text);
  } else {
    terminal.say(text);
  }
  exitWith(isRefused ? 1 : 0);
}
