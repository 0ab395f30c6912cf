import { FORMATS, type Format, isFormat } from '#src/reports/format-report.ts';

export const reportFormat = {
  type: 'string',
  valueHint: FORMATS.join('|'),
  default: 'text',
  description: 'How the result is printed',
} as const;

export const listFormat = {
  type: 'string',
  valueHint: 'text|json',
  default: 'text',
  description: 'How the result is printed',
} as const;

export function readReportFormat(text: string): Format {
  if (!isFormat(text)) {
    throw new Error(`There is no format "${text}": take ${FORMATS.join(', ')}.`);
  }
  return text;
}

export function isJson(text: string): boolean {
  if (text !== 'text' && text !== 'json') {
    throw new Error(`There is no format "${text}" here: take text or json.`);
  }
  return text === 'json';
}
