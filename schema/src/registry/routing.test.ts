import { describe, expect, it } from 'vitest';

import { toMember } from './member.ts';
import { routeInstances } from './routing.ts';
import type { InstanceRow } from './tables.ts';

const products = toMember({ name: 'products', url: 'http://p', sdl: 'type A', file: 'p.graphql' });

function buildInstance(id: string, schemaHash: string, subgraph = 'products'): InstanceRow {
  const times = { registeredAt: 0, expiresAt: 1, endedAt: null };
  return { id, subgraph, url: `http://${id}`, version: '1', schemaHash, ...times };
}

describe('routeInstances', () => {
  it.each([
    [
      'those that serve the active schema',
      [
        ['one', products.schemaHash],
        ['two', 'old'],
      ],
      ['http://one'],
    ],
    [
      'all of them where none does',
      [
        ['one', 'older'],
        ['two', 'old'],
      ],
      ['http://one', 'http://two'],
    ],
    [
      'several that do',
      [
        ['one', products.schemaHash],
        ['two', products.schemaHash],
      ],
      ['http://one', 'http://two'],
    ],
  ])('takes %s', (_, given, urls) => {
    const live = given.map(([id = '', hash = '']) => buildInstance(id, hash));

    expect(routeInstances([products], live)).toEqual({ products: urls });
  });

  it('leaves out subgraphs without an instance', () => {
    expect(routeInstances([products], [])).toEqual({});
  });

  it('leaves out instances of what is not in the graph', () => {
    expect(routeInstances([products], [buildInstance('one', 'any', 'stranger')])).toEqual({});
  });

  it('has a URL once that two instances share', () => {
    const one = buildInstance('one', 'any');

    expect(routeInstances([products], [one, { ...one, id: 'two' }])).toEqual({
      products: ['http://one'],
    });
  });
});
