import { expect, it } from 'vitest';

import { createBoundedCache } from './bounded-cache.ts';

it('forgets what was not used for longest', () => {
  const cache = createBoundedCache<string>(3, (text) => text.length);
  cache.set('a', 'x');
  cache.set('b', 'x');
  cache.set('c', 'x');
  cache.get('a');
  cache.set('d', 'x');
  expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined)).toEqual([
    'a',
    'c',
    'd',
  ]);
});

it('keeps nothing that is heavier than all it may keep', () => {
  const cache = createBoundedCache<string>(3, (text) => text.length);
  cache.set('a', 'x');
  cache.set('b', 'xxxx');
  expect([cache.get('a'), cache.get('b')]).toEqual(['x', undefined]);
});

it('weighs a value that replaced another one once', () => {
  const cache = createBoundedCache<string>(3, (text) => text.length);
  cache.set('a', 'xx');
  cache.set('a', 'xx');
  cache.set('b', 'x');
  expect([cache.get('a'), cache.get('b')]).toEqual(['xx', 'x']);
});
