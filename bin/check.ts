import { type Outcome, type Step, runStep } from './steps.ts';

// Types come first: the other tools read the generated resolver types.
const FIRST: Step = {
  name: 'codegen',
  command: 'graphql-codegen',
  args: ['--config', 'codegen.ts', '--silent'],
};

const CHECKS: readonly Step[] = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--max-warnings', '0'] },
  { name: 'types', command: 'tsc', args: [] },
  {
    name: 'imports',
    command: 'depcruise',
    args: [
      '--config',
      '.dependency-cruiser.mjs',
      'kit',
      'router',
      'schema',
      'studio',
      'demo',
      'runner',
      'e2e',
      'subgraphs',
    ],
  },
  { name: 'unused', command: 'knip', args: ['--no-progress'] },
  { name: 'docs', command: 'node', args: ['bin/docs.ts', '--check'] },
  { name: 'artefacts', command: 'node', args: ['schema/src/cli.ts', 'compose', '--check'] },
];

function report({ name, ok, seconds, output }: Outcome): boolean {
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1)} s\n`);
  if (!ok) {
    process.stdout.write(`${output.trimEnd()}\n`);
  }
  return ok;
}

const generated = report(await runStep(FIRST));
const outcomes = await Promise.all(CHECKS.map(async (step) => report(await runStep(step))));
process.exit(generated && outcomes.every(Boolean) ? 0 : 1);
