import { describe, expect, it } from 'vitest';

import { readManifest } from './read-manifest.ts';

const apollo = (...operations: object[]): string =>
  JSON.stringify(
    { format: 'apollo-persisted-query-manifest', version: 1, operations },
    undefined,
    2,
  );

describe('a manifest', () => {
  it('may be of the form of Apollo', async () => {
    const text = apollo({ id: 'a', name: 'A', type: 'query', body: 'query A { a }' });

    expect(await readManifest(text)).toEqual({
      ok: true,
      entries: [{ id: 'a', body: 'query A { a }' }],
    });
  });

  it('may be a plain map of ids to texts', async () => {
    expect(await readManifest('{ "a": "{ a }", "b": "{ b }" }')).toEqual({
      ok: true,
      entries: [
        { id: 'a', body: '{ a }' },
        { id: 'b', body: '{ b }' },
      ],
    });
  });
});

describe('a manifest is refused with its line when', () => {
  it.each<[string, string, string]>([
    ['a comma is missing', '{\n  "a": "{ a }"\n  "b": "{ b }"\n}', 'line 3: '],
    ['it ends too early', '{\n  "a": "{ a }",\n', 'line 3: '],
    ['it is empty', '\n', 'line 1: '],
    ['a text is missing', '{\n  "a": "{ a }",\n  "b": 7\n}', 'line 3: b: '],
    ['it is a list', '["{ a }"]', 'line 1: '],
    [
      'a document is not GraphQL',
      '{\n  "a": "{ a }",\n  "b": "{ b"\n}',
      'line 3: b: The document "b" is not GraphQL: Syntax Error',
    ],
    [
      'its version is unknown',
      '{\n "format": "apollo-persisted-query-manifest",\n "version": 2,\n "operations": []\n}',
      'line 3: version: ',
    ],
    ['an operation has no body', apollo({ id: 'a' }), 'line 5: operations.0.body: '],
    [
      'an id stands for two documents',
      apollo({ id: 'a', body: '{ a }' }, { id: 'a', body: '{ b }' }),
      'line 10: operations.1.id: The id "a" stands for two documents.',
    ],
  ])('%s', async (_name, text, reason) => {
    const outcome = await readManifest(text);

    expect(outcome.ok ? 'taken' : outcome.reason.slice(0, reason.length)).toBe(reason);
  });
});
