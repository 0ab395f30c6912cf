import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

import { defineCommand } from 'citty';

import { findStaleArtefacts, writeArtefacts } from './artefacts.ts';
import type { Artefact, StaleArtefact } from './artefacts.ts';
import { readReportFormat, reportFormat } from './commands/output-format.ts';
import { composeSupergraph } from './composition/compose.ts';
import type { Fault } from './composition/faults.ts';
import { lintSubgraphs } from './lint/lint-subgraphs.ts';
import { readSubgraphs } from './read-subgraphs.ts';
import { printReport } from './reports/print-report.ts';
import { EMPTY_REPORT } from './reports/report.ts';
import type { Report } from './reports/report.ts';

export const composeCommand = defineCommand({
  meta: {
    name: 'compose',
    description:
      'Compose subgraphs/*/schema.graphql into schema/supergraph.graphql and api.graphql',
  },
  args: {
    check: {
      type: 'boolean',
      description: 'Write nothing; fail when the committed files are stale',
    },
    format: reportFormat,
    root: {
      type: 'string',
      valueHint: 'folder',
      description: 'The project to compose, else this one',
    },
  },
  async run({ args }) {
    const format = readReportFormat(args.format);
    const root = args.root ?? fileURLToPath(new URL('../..', import.meta.url));
    printReport(await runCompose(root, args.check === true), format);
  },
});

/** Composes the project in `root`; with `check` it compares instead of writing. */
async function runCompose(root: string, check: boolean): Promise<Report> {
  const started = performance.now();
  const subgraphs = await readSubgraphs(root);
  const composition = composeSupergraph(subgraphs);
  if (!composition.ok) {
    const { faults } = composition;
    const summary = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; nothing was written.`;
    return { ...EMPTY_REPORT, outcome: 'failed', faults, summary };
  }
  const artefacts: Artefact[] = [
    { file: 'schema/supergraph.graphql', text: composition.supergraph },
    { file: 'schema/api.graphql', text: composition.api },
  ];
  const composed = {
    ...EMPTY_REPORT,
    hints: composition.hints,
    findings: lintSubgraphs(subgraphs),
  };
  const names = subgraphs.map(({ name }) => name).join(', ');
  const summary = `Composed ${names} in ${Math.round(performance.now() - started)} ms.`;
  const outcome = check ? await compare(root, artefacts) : await write(root, artefacts);
  return { ...composed, ...outcome, summary: `${summary}\n${outcome.summary}` };
}

type Outcome = Pick<Report, 'outcome' | 'faults'> & { readonly summary: string };

async function write(root: string, artefacts: readonly Artefact[]): Promise<Outcome> {
  const written = await writeArtefacts(root, artefacts);
  const summary = written.length > 0 ? `Wrote ${written.join(' and ')}.` : 'Nothing changed.';
  return { outcome: 'passed', faults: [], summary };
}

async function compare(root: string, artefacts: readonly Artefact[]): Promise<Outcome> {
  const stale = await findStaleArtefacts(root, artefacts);
  return stale.length > 0
    ? {
        outcome: 'failed',
        faults: stale.map(toFault),
        summary: 'Run `graph compose` and commit the result.',
      }
    : { outcome: 'passed', faults: [], summary: 'The committed files are up to date.' };
}

function toFault({ file, text, line, difference }: StaleArtefact): Fault {
  const length = text?.split('\n')[line - 1]?.length ?? 0;
  return {
    code: 'ARTEFACT_STALE',
    message: `${file} is stale.\n${difference}`,
    places:
      text === undefined
        ? []
        : [{ subgraph: '', file, text, line, column: 1, length: Math.max(1, length) }],
  };
}
