import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { findNameFault, toEntity } from './new-subgraph/check-names.ts';
import { createFolder, readTaken } from './new-subgraph/create-folder.ts';
import { type Step, runStep } from './steps.ts';

const USAGE = `Makes a subgraph that builds, tests and runs in subgraphs/NAME.

  pnpm new:subgraph NAME [--entity TYPE]

  pnpm new:subgraph loyalty
  pnpm new:subgraph gift-cards --entity GiftCard
`;
/** What belongs to all subgraphs together: as it was, when a step fails. */
const SHARED = [
  'pnpm-lock.yaml',
  'schema/supergraph.graphql',
  'schema/api.graphql',
  'schema/variants',
  'docs/events.md',
];
const VARIANTS_TEST = 'router/test/configured-variants.integration.ts';
const PNPM = 'pnpm@12.21.0';
const root = path.join(import.meta.dirname, '..');

/** The pnpm that runs this, else the one that `npm start` uses. */
function findPnpm(): readonly [string, ...string[]] {
  const { npm_execpath: running = '', npm_config_user_agent: agent = '' } = process.env;
  if (!agent.startsWith('pnpm/') || running === '') {
    return ['npx', '--yes', '--prefer-offline', PNPM];
  }
  return /\.[cm]?js$/u.test(running) ? [process.execPath, running] : [running];
}

function listSteps(folder: string): Step[] {
  const [command, ...pnpm] = findPnpm();
  const node = process.execPath;
  return [
    {
      name: 'link',
      command,
      args: [...pnpm, 'install', '--offline', '--no-frozen-lockfile', '--ignore-scripts'],
    },
    { name: 'types', command: 'graphql-codegen', args: ['--config', 'codegen.ts', '--silent'] },
    { name: 'format', command: 'oxfmt', args: [path.relative(root, folder)] },
    { name: 'compose', command: node, args: ['schema/src/cli.ts', 'compose'] },
    { name: 'docs', command: node, args: ['bin/docs.ts'] },
    {
      name: 'variants',
      command: 'vitest',
      args: ['run', '--update', '--project', 'integration', VARIANTS_TEST, '-t', 'of this graph'],
    },
  ];
}

async function runSteps(folder: string): Promise<void> {
  for (const step of listSteps(folder)) {
    const { ok, output, seconds } = await runStep(step);
    if (!ok) {
      throw new Error(`"${step.name}" failed, nothing is left of it.\n${output.trimEnd()}`);
    }
    process.stderr.write(`${step.name.padEnd(8)} ${seconds.toFixed(1)} s\n`);
  }
}

function listFiles(name: string): string[] {
  const place = path.join(root, name);
  return statSync(place).isDirectory()
    ? readdirSync(place).map((file) => path.join(place, file))
    : [place];
}

async function create(name: string, entity: string): Promise<string> {
  const before = SHARED.flatMap(listFiles).map((file) => ({ file, text: readFileSync(file) }));
  const { folder, port } = createFolder(root, { name, entity });
  try {
    await runSteps(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    before.forEach(({ file, text }) => writeFileSync(file, text));
    throw error;
  }
  return `subgraphs/${name} is there, with the type ${entity}, at port ${port}. Next:

  pnpm test:fast subgraphs/${name}
  npm start
`;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { entity: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) {
    throw new Error(`Say one name.\n\n${USAGE.trimEnd()}`);
  }
  const entity = values.entity ?? toEntity(name);
  const fault = findNameFault({ name, entity }, readTaken(root));
  if (fault !== undefined) {
    throw new Error(fault);
  }
  process.stdout.write(await create(name, entity));
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
