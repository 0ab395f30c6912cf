import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

import { defineCommand } from 'citty';

import { findStaleArtefacts, writeArtefacts } from './artefacts.ts';
import type { Artefact } from './artefacts.ts';
import { composeSupergraph } from './composition/compose.ts';
import { formatFaults } from './reports/format-errors.ts';
import { readSubgraphs } from './read-subgraphs.ts';

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
    root: {
      type: 'string',
      valueHint: 'folder',
      description: 'The project to compose, else this one',
    },
  },
  async run({ args }) {
    const root = args.root ?? fileURLToPath(new URL('../..', import.meta.url));
    const { ok, output } = await runCompose(root, args.check === true);
    (ok ? process.stdout : process.stderr).write(`${output}\n`);
    process.exitCode = ok ? 0 : 1;
  },
});

/** Composes the project in `root`; with `check` it compares instead of writing. */
async function runCompose(root: string, check: boolean): Promise<{ ok: boolean; output: string }> {
  const started = performance.now();
  const subgraphs = await readSubgraphs(root);
  const composition = composeSupergraph(subgraphs);
  if (!composition.ok) {
    const count = composition.faults.length;
    const summary = `${count} ${count === 1 ? 'fault' : 'faults'}; nothing was written.`;
    return { ok: false, output: `${formatFaults(composition.faults)}\n\n${summary}` };
  }
  const hints = composition.hints.length > 0 ? `${formatFaults(composition.hints)}\n\n` : '';
  const artefacts: Artefact[] = [
    { file: 'schema/supergraph.graphql', text: composition.supergraph },
    { file: 'schema/api.graphql', text: composition.api },
  ];
  const outcome = check ? await compare(root, artefacts) : await write(root, artefacts);
  const names = subgraphs.map(({ name }) => name).join(', ');
  const tookMs = Math.round(performance.now() - started);
  const summary = `Composed ${names} in ${tookMs} ms.`;
  return { ok: outcome.ok, output: `${hints}${summary}\n${outcome.output}` };
}

async function write(root: string, artefacts: readonly Artefact[]) {
  const written = await writeArtefacts(root, artefacts);
  const output = written.length > 0 ? `Wrote ${written.join(' and ')}.` : 'Nothing changed.';
  return { ok: true, output };
}

async function compare(root: string, artefacts: readonly Artefact[]) {
  const stale = await findStaleArtefacts(root, artefacts);
  if (stale.length === 0) {
    return { ok: true, output: 'The committed files are up to date.' };
  }
  const details = stale.map(({ file, difference }) => `${file} is stale.\n${difference}`);
  const advice = 'Run `graph compose` and commit the result.';
  return { ok: false, output: [...details, advice].join('\n\n') };
}
