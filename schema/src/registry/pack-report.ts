import type { Report } from '#src/reports/report.ts';

/** A report in which the text of each file stands once, not at every place: what is stored and sent. */
export interface PackedReport {
  readonly report: unknown;
  /** Text by file. */
  readonly sources: Readonly<Record<string, string>>;
}

interface TextPlace {
  readonly file: string;
  readonly text: string;
  readonly line: number;
}

export function packReport(report: Report): PackedReport {
  const sources = new Map<string, string>();
  const packed: unknown = JSON.parse(
    JSON.stringify(report, (_key, value: unknown) => {
      if (!isPlace(value) || (sources.get(value.file) ?? value.text) !== value.text) {
        return value;
      }
      const { text, ...place } = value;
      sources.set(place.file, text);
      return place;
    }),
  );
  return { report: packed, sources: Object.fromEntries(sources) };
}

export function unpackReport({ report, sources }: PackedReport): Report {
  const texts = new Map(Object.entries(sources));
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    isBarePlace(value) ? { ...value, text: texts.get(value.file) ?? '' } : value,
  ) as Report;
}

function isPlace(value: unknown): value is TextPlace {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    'line' in value &&
    'text' in value &&
    typeof value.file === 'string' &&
    typeof value.text === 'string'
  );
}

function isBarePlace(value: unknown): value is Omit<TextPlace, 'text'> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    'line' in value &&
    'column' in value &&
    !('text' in value)
  );
}
