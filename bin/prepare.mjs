// Runs after every install: resolver types, so that a fresh clone typechecks. Generated types are erased at run
// time, so a failure here must not stop an install that only wants to run.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const names = existsSync('subgraphs') ? readdirSync('subgraphs') : [];
const folders = [
  'schema',
  'bin/new-subgraph/template',
  ...names.map((name) => `subgraphs/${name}`),
];
const missing = folders.some((folder) => !existsSync(`${folder}/src/generated/resolvers.ts`));
if (missing && existsSync('node_modules/.bin/graphql-codegen')) {
  spawnSync('node_modules/.bin/graphql-codegen', ['--config', 'codegen.ts', '--silent'], {
    stdio: 'inherit',
  });
}
