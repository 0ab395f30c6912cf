import { FORMATS, isFormat } from './format-report.ts';
import type { Format } from './format-report.ts';

/** The `--format` of a command. */
export const formatOption = {
  type: 'string',
  default: 'text',
  valueHint: FORMATS.join('|'),
  description: 'text for people, json for programs, github for annotations, sarif for scanners',
} as const;

/** Throws when it is none that there is. */
export function readFormat(value: string): Format {
  if (!isFormat(value)) {
    throw new Error(`There is no format "${value}"; there are ${FORMATS.join(', ')}.`);
  }
  return value;
}
