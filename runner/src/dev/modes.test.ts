import { describe, expect, it } from 'vitest';

import { chooseModes } from './modes.ts';

const NAMES = ['cart', 'catalog', 'pricing'];
const NONE = { only: [], remote: [] };

describe('chooseModes', () => {
  it('starts all of them unless told otherwise', () => {
    expect([...chooseModes(NAMES, NONE).values()]).toEqual(NAMES.map(() => ({ kind: 'local' })));
  });

  it('leaves off what --only does not name', () => {
    const modes = chooseModes(NAMES, { ...NONE, only: ['cart'] });
    expect([...modes].map(([name, { kind }]) => [name, kind])).toEqual([
      ['cart', 'local'],
      ['catalog', 'off'],
      ['pricing', 'off'],
    ]);
  });

  it('takes a remote one beside --only', () => {
    const remote = ['pricing=https://pricing.example/graphql?a=b'];
    expect(chooseModes(NAMES, { only: ['cart'], remote }).get('pricing')).toEqual({
      kind: 'remote',
      url: 'https://pricing.example/graphql?a=b',
    });
  });

  it.each([
    [{ ...NONE, only: ['card'] }, /no subgraph "card"; there are cart, catalog, pricing/u],
    [{ ...NONE, remote: ['card=http://x/'] }, /no subgraph "card"/u],
    [{ ...NONE, remote: ['cart'] }, /--remote NAME=http/u],
    [{ ...NONE, remote: ['cart=ftp://x'] }, /--remote NAME=http/u],
    [{ only: ['cart'], remote: ['cart=http://x/'] }, /either started here/u],
  ])('refuses %j', (choice, message) => {
    expect(() => chooseModes(NAMES, choice)).toThrow(message);
  });
});
