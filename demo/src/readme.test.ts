import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { PLANTED } from './planted.ts';
import { VOUCHERS } from './promotions.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const names = [
  ...Object.values(PLANTED).map(({ key, sku }) => sku ?? key),
  ...Object.values(VOUCHERS),
];

it.each(names)('the README explains %s', (name) => {
  expect(readme).toContain(`| \`${name}\` `);
});
