import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { renderContracts } from './render-commands.ts';
import { renderErrors, renderEvents } from './render-docs.ts';

// Writes the documents that are made from code; with --check it only compares.
const root = path.join(import.meta.dirname, '..');
const contracts = readFileSync(path.join(root, 'docs/contracts.md'), 'utf8');
const documents = {
  'docs/contracts.md': await renderContracts(root, contracts),
  'docs/errors.md': renderErrors(),
  'docs/events.md': await renderEvents(root),
};
const check = process.argv.includes('--check');

for (const [name, text] of Object.entries(documents)) {
  const file = path.join(root, name);
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      `${name} is not what the code says. Run \`pnpm docs:write\` and commit the result.\n`,
    );
    process.exitCode = 1;
  }
}
