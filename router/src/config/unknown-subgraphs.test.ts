import { expect, it } from 'vitest';

import { configShape } from './index.ts';
import { listUnknownSubgraphs } from './unknown-subgraphs.ts';

const read = (written: object) =>
  listUnknownSubgraphs(configShape.parse(written), ['books', 'prices']);

it('finds names of no subgraph wherever subgraphs are named, with what was meant', () => {
  expect(
    read({
      subgraphs: {
        urls: { boks: 'http://127.0.0.1:1', prices: 'http://127.0.0.1:2' },
        timeoutMsOf: { price: 1 },
        of: { films: {} },
      },
      headers: {
        forward: [{ header: 'x-a', to: ['books', 'bookz'] }],
        insert: [{ header: 'x-b', value: 'c', to: ['pricse'] }],
        response: [{ header: 'x-c', from: ['books'] }],
      },
    }),
  ).toEqual([
    { at: 'subgraphs.urls', name: 'boks', nearest: 'books' },
    { at: 'subgraphs.timeoutMsOf', name: 'price', nearest: 'prices' },
    { at: 'subgraphs.of', name: 'films', nearest: undefined },
    { at: 'headers.forward.to', name: 'bookz', nearest: 'books' },
    { at: 'headers.insert.to', name: 'pricse', nearest: 'prices' },
  ]);
});

it('finds nothing where every name is one of a subgraph', () => {
  expect(read({ subgraphs: { urls: { books: 'http://127.0.0.1:1' } } })).toEqual([]);
});
