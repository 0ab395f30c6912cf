import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { renderContracts } from './render-commands.ts';
import { renderErrors, renderEvents } from './render-docs.ts';

const root = path.join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

it('lists in docs/errors.md exactly the codes of the tables', () => {
  expect(read('docs/errors.md')).toBe(renderErrors());
});

it('lists in docs/events.md exactly the events of the subgraphs', async () => {
  expect(read('docs/events.md')).toBe(await renderEvents(root));
});

it('lists in docs/contracts.md exactly the commands of the services', async () => {
  const contracts = read('docs/contracts.md');
  expect(contracts).toBe(await renderContracts(root, contracts));
});

it('lists in e2e/README.md every end-to-end test', () => {
  const listed = [...read('e2e/README.md').matchAll(/`([\w-]+\.e2e\.ts)`/gu)].map(([, name]) =>
    String(name),
  );
  const files = readdirSync(path.join(root, 'e2e')).filter((file) => file.endsWith('.e2e.ts'));
  expect(listed.toSorted()).toEqual(files.toSorted());
});
