import { expect, it } from 'vitest';

import { refuseUnknownOptions } from './refuse-unknown-options.ts';

const KNOWN = {
  name: { type: 'positional' },
  limit: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

it.each([
  [['--limt', '5'], 'There is no option "--limt". Did you mean "limit"?'],
  [['--name=x'], 'There is no option "--name".'],
  [['-l', '5'], 'There is no option "-l": options are written out, as "--limit".'],
  [['-x'], 'There is no option "-x": options are written out.'],
  [['--yes', '-l'], 'There is no option "-l": options are written out, as "--limit".'],
])('refuses %j', (args, message) => {
  expect(() => refuseUnknownOptions(KNOWN, args)).toThrow(message);
});

it.each([
  [['catalog', '--limit', '5']],
  [['--limit', '-5']],
  [['--limit=-5', '--no-yes']],
  [['-']],
])('takes %j', (args) => {
  expect(() => refuseUnknownOptions(KNOWN, args)).not.toThrow();
});
