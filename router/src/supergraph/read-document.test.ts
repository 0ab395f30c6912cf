import { Kind } from 'graphql';
import { describe, expect, it } from 'vitest';

import { readDocument } from './read-document.ts';

const JOINED =
  'schema @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query }';

describe('readDocument', () => {
  it.each([
    ['links join', JOINED],
    [
      'has it as a core feature',
      'schema @core(feature: "https://specs.apollo.dev/join/v0.1") { query: Query }',
    ],
    ['links it in an extension', 'extend schema @link(url: "https://specs.apollo.dev/join/v0.5")'],
  ])('parses SDL that %s', (_name, sdl) => {
    expect(readDocument(sdl).kind).toBe(Kind.DOCUMENT);
  });

  it.each([
    ['nothing', '', 'The supergraph is empty.'],
    ['blanks', ' \n\t', 'The supergraph is empty.'],
    [
      'half of one',
      `${JOINED}\ntype Query { a: `,
      /not valid GraphQL in line 2, column \d+: Expected Name, found <EOF>/u,
    ],
    ['the schema of an API', 'type Query { a: Int }', 'The SDL is no supergraph'],
    [
      'the schema of a subgraph',
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9") type Query { a: Int }',
      'The SDL is no supergraph',
    ],
  ])('refuses %s with a sentence', (_name, sdl, message) => {
    expect(() => readDocument(sdl)).toThrow(message);
  });
});
