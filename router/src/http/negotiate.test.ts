import { expect, it } from 'vitest';

import { negotiate } from './negotiate.ts';

it.each([
  ['', 'application/json'],
  ['application/*', 'application/json'],
  ['text/html, */*;q=0.1', 'application/json'],
  ['application/json; charset=utf-8', 'application/json'],
  ['APPLICATION/GraphQL-Response+JSON', 'application/graphql-response+json'],
  ['application/graphql-response+json;q=0, application/json', 'application/json'],
])('answers Accept "%s" as %s', (accept, type) => {
  expect(negotiate(accept)).toBe(type);
});

it.each(['text/html', 'application/json;q=0', 'multipart/mixed'])(
  'refuses Accept "%s"',
  (accept) => {
    expect(() => negotiate(accept)).toThrow(/Accept one of/u);
  },
);
