import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';

import type { PublicGraph } from '#src/supergraph/public-graph.ts';

import { validate } from './validate.ts';

const schema = buildSchema('type Query { near(latitude: Float, in: [Float!]): Int }');
const graph = { schema, rules: [] } as unknown as PublicGraph;
const check = (query: string): void => validate(parse(query), graph, { hideSuggestions: false });

it.each(['{ near(latitude: 1e999) }', '{ near(in: [1, -1e400]) }'])(
  'says where a number is beyond what a Float holds: %s',
  (query) => {
    const column = query.search(/-?1e\d/u) + 1;
    expect(() => check(query)).toThrow(
      expect.objectContaining({
        code: 'GRAPHQL_VALIDATION_FAILED',
        errors: [expect.objectContaining({ locations: [{ line: 1, column }] })],
      }),
    );
  },
);

it('lets the largest number pass', () => {
  expect(() => check('{ near(latitude: 1.7976931348623157e308) }')).not.toThrow();
});
