import { createCaller } from './connection.ts';
import { importLines, type ImportProgress } from './import-lines.ts';
import { fileSource, lineSource } from './read-lines.ts';
import type { ImportSummary, Rejection } from './summary.ts';

export { formatSummary } from './format-summary.ts';
export type { ImportProgress } from './import-lines.ts';
export type { ImportSummary, Rejection } from './summary.ts';

export interface ImportFileOptions {
  /** A file, or a function that makes the lines; it is called once a stage and starts over each time. */
  readonly from:
    | { readonly file: string }
    | { readonly lines: () => Iterable<string> | AsyncIterable<string> };
  /** Base URLs by service name. */
  readonly services: Readonly<Record<string, string>>;
  /** The key of the caller `graph`, in hex. */
  readonly key: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly onRejection?: (rejection: Rejection) => void;
}

/**
 * Imports JSON lines into running services and tells what became of each, as `graph import` does.
 * Rejects, naming the service, when one cannot be reached or refuses a whole batch.
 */
export function importFile({ from, key, ...options }: ImportFileOptions): Promise<ImportSummary> {
  const source = 'file' in from ? fileSource(from.file) : lineSource(from.lines);
  return importLines({ ...options, source, callerFor: createCaller(key) });
}
