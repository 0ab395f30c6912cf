import type { WriteStream } from 'node:tty';

import type { Format } from './format-report.ts';
import { formatReport } from './format-report.ts';
import type { Report } from './report.ts';

/** Prints a report and says its outcome as the exit code: text about a failure goes to stderr, the rest to stdout. */
export function printReport(report: Report, format: Format): void {
  const isFailure = report.outcome === 'failed';
  const stream = isFailure && format === 'text' ? process.stderr : process.stdout;
  stream.write(`${formatReport(report, format, { colour: takesColour(stream) })}\n`);
  process.exitCode = isFailure ? 1 : 0;
}

// A pipe takes none, and neither does a terminal whose user says NO_COLOR.
function takesColour(stream: WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}
