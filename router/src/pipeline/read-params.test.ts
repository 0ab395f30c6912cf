import { expect, it } from 'vitest';

import { readParams } from './read-params.ts';

const post = (body: string) =>
  readParams({
    method: 'POST',
    url: '/graphql',
    remoteAddress: '127.0.0.1',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body),
  });

it('reads what a client posts', () => {
  expect(post('{"query":"{ me }","variables":{"a":[[1]]}}')).toMatchObject({
    query: '{ me }',
    variables: { a: [[1]] },
  });
});

it('refuses variables that are nested without end', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(() => post(`{"query":"{ me }","variables":{"a":${deep}}}`)).toThrow(
    'The JSON is nested deeper than 100 levels.',
  );
});
