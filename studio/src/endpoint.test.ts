import { describe, expect, it } from 'vitest';

import { readEndpoint } from './endpoint.ts';

describe('the endpoint', () => {
  it('is the one that the address of the page names', () => {
    expect(readEndpoint('?endpoint=/graphql/web')).toBe('/graphql/web');
  });

  it.each(['', '?endpoint=', '?endpoint=https://example.com/graphql'])(
    'is everything public for %j',
    (search) => {
      expect(readEndpoint(search)).toBe('/graphql');
    },
  );
});
