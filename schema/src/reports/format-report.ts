import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText } from './format-text.ts';
import type { Report } from './report.ts';

export const FORMATS = ['text', 'json', 'github', 'sarif'] as const;

export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  /** Only text has colours. */
  readonly colour: boolean;
}

/** A report for people (text), programs (json), annotations of a pull request (github) or code scanners (sarif). */
export function formatReport(report: Report, format: Format, { colour }: FormatOptions): string {
  switch (format) {
    case 'text':
      return formatText(report, colour);
    case 'json':
      return formatJson(report);
    case 'github':
      return formatGithub(report);
    case 'sarif':
      return formatSarif(report);
  }
}

export function isFormat(value: string): value is Format {
  return FORMATS.some((format) => format === value);
}
