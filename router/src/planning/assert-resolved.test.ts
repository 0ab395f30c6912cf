import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { assertResolved } from './assert-resolved.ts';
import type { FetchNode } from './fetch-plan.ts';

const fetchOf = (operation: string, more: Partial<FetchNode> = {}): FetchNode => ({
  kind: 'Fetch',
  subgraph: 'one',
  operation,
  operationName: undefined,
  isMutation: false,
  variables: [],
  paths: [[]],
  requires: undefined,
  inputRewrites: [],
  outputRewrites: [],
  contexts: [],
  ...more,
});

describe('assertResolved', () => {
  it.each([
    ['field', '{ a b }'],
    ['field under an alias', '{ a b: c }'],
    ['field in an inline fragment', '{ a ... on Query { b } }'],
    ['field in a named fragment', '{ a ...B } fragment B on Query { b }'],
  ])('names a root %s that no fetch asks for', (_, query) => {
    expect(() => assertResolved(parse(query), fetchOf('{ a }'))).toThrow(
      'No subgraph answers "b".',
    );
  });

  it('finds the root fields in several fetches', () => {
    const plan = { kind: 'Parallel' as const, nodes: [fetchOf('{ a }'), fetchOf('{ b }')] };
    expect(() => assertResolved(parse('{ a b }'), plan)).not.toThrow();
  });

  it('finds them not in a fetch of entities', () => {
    const entities = fetchOf('{ b }', { paths: [['a']], requires: [] });
    const plan = { kind: 'Sequence' as const, nodes: [fetchOf('{ a }'), entities] };
    expect(() => assertResolved(parse('{ a b }'), plan)).toThrow('"b"');
  });

  it('asks no fetch for __typename', () => {
    expect(() => assertResolved(parse('{ __typename }'), undefined)).not.toThrow();
  });
});
