import { expect, it } from 'vitest';

import { withoutSecurity } from './without-security.ts';

const link = (url: string): string =>
  `schema @link(url: "${url}", for: SECURITY) { query: Query } type Query { a: Int }`;

it.each(['authenticated', 'requiresScopes'])('takes the purpose from @%s', (name) => {
  const sdl = withoutSecurity(link(`https://specs.apollo.dev/${name}/v0.1`));

  expect(sdl).toMatch(/@link\(url: "[^"]+", +\)/u);
  expect(sdl).not.toContain('SECURITY');
});

it.each(['https://specs.apollo.dev/policy/v0.1', 'https://example.com/authenticated/v0.1'])(
  'leaves %s to be refused: nobody else enforces it',
  (url) => {
    expect(withoutSecurity(link(url))).toContain('for: SECURITY');
  },
);
