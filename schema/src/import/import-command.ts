import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { defineCommand } from 'citty';
import { SingleBar } from 'cli-progress';

import { readConnection } from './connection.ts';
import { formatSummary } from './format-summary.ts';
import { importLines, type ImportProgress } from './import-lines.ts';
import { fileSource } from './read-lines.ts';
import type { ImportSummary, Rejection } from './summary.ts';

interface ImportCall {
  readonly file: string;
  /** Where every rejection goes, as JSON lines. */
  readonly report?: string;
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Imports a file into the graph that is running, with a progress bar where somebody is watching. */
async function runImport({ file, report, root, env }: ImportCall): Promise<ImportSummary> {
  const bytes = readSize(file);
  const connection = readConnection(root, env);
  const bar = startBar(bytes);
  const reporter = report === undefined ? undefined : openReport(report);
  try {
    return await importLines({
      source: fileSource(file),
      ...connection,
      onProgress: (progress) => bar.show(progress),
      ...(reporter && { onRejection: reporter.write }),
    });
  } finally {
    bar.stop();
    await reporter?.close();
  }
}

function readSize(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new Error(`There is no file "${file}".`);
  }
  if (!found.isFile()) {
    throw new Error(`"${file}" is not a regular file: it has to be read more than once.`);
  }
  return found.size;
}

interface Bar {
  show(progress: ImportProgress): void;
  stop(): void;
}

/** Writes to stderr, and nothing when that is not a terminal: the summary on stdout stays clean. */
function startBar(bytes: number): Bar {
  const bar = new SingleBar({
    format: 'importing [{bar}] {percentage}% | {lines} lines | {duration_formatted}',
    stream: process.stderr,
    noTTYOutput: false,
    clearOnComplete: true,
    hideCursor: false,
  });
  bar.start(Math.max(1, bytes), 0, { lines: 0 });
  return {
    show: (progress) =>
      bar.update(Math.floor(progress.bytes / progress.stages), { lines: progress.lines }),
    stop: () => bar.stop(),
  };
}

function openReport(file: string) {
  const output = createWriteStream(file);
  // An unwritable file is told when the report is closed.
  const failed = once(output, 'error').then(([error]) => error as Error);
  return {
    write: (rejection: Rejection): void => void output.write(`${JSON.stringify(rejection)}\n`),
    async close(): Promise<void> {
      output.end();
      const error = await Promise.race([failed, once(output, 'finish').then(() => undefined)]);
      if (error) {
        throw new Error(`The report could not be written: ${error.message}`, { cause: error });
      }
    },
  };
}

/** The command, for a process with this environment. */
export function createImportCommand(env: ImportCall['env']) {
  return defineCommand({
    meta: {
      name: 'import',
      description: 'Import a JSON-lines file (docs/import-format.md) into the running services',
    },
    args: {
      file: { type: 'positional', required: true, description: 'The file to import' },
      report: {
        type: 'string',
        valueHint: 'file',
        description: 'Write every rejected line with its reason here, as JSON lines',
      },
    },
    async run({ args: { file, report } }) {
      const root = fileURLToPath(new URL('../../..', import.meta.url));
      const call = { file, root, env, ...(report !== undefined && { report }) };
      const summary = await runImport(call);
      process.stdout.write(`${formatSummary(summary)}\n`);
      process.exitCode = summary.rejected > 0 ? 1 : 0;
    },
  });
}
