import { expect, it } from 'vitest';

import { checkNode } from './check-machine.ts';

it.each([
  ['22.17.1', 'problem'],
  ['22.18.0', 'ok'],
  ['24.0.0', 'ok'],
  ['20.19.0', 'problem'],
])('Node %s is: %s', (version, status) => {
  expect(checkNode(version).status).toBe(status);
});
