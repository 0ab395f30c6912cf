import { readFileSync } from 'node:fs';

import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

import { DEMO_LOGINS, LOGOUT_REQUEST, loginRequest } from '../demo-logins.ts';
import { examples } from '../examples.ts';

const api = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));

/** What is wrong with an operation, as the committed API sees it. */
function faultsOf(query: string): string[] {
  return validate(api, parse(query)).map(({ message }) => message);
}

describe('the examples', () => {
  it.each(examples)('are valid against the API: $name', ({ query }) => {
    expect(faultsOf(query)).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
  });

  it.each(examples.filter(({ needs }) => needs !== undefined))(
    'need a login that exists: $name',
    ({ needs }) => {
      expect(['login', ...DEMO_LOGINS.map(({ name }) => name)]).toContain(needs);
    },
  );
});

describe('the sign-in helper', () => {
  it.each(DEMO_LOGINS)('logs in by an operation that the API has: $name', (login) => {
    expect(faultsOf(loginRequest(login).query)).toEqual([]);
  });

  it('logs out by an operation that the API has', () => {
    expect(faultsOf(LOGOUT_REQUEST.query)).toEqual([]);
  });
});
