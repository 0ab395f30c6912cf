import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { type Requirements, readRequirements } from './read-requirements.ts';
import { NO_REQUIREMENT } from './requirement.ts';

const LINKS = `
  @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)
  @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)
  @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)`;

const read = (types: string, links = LINKS): Requirements =>
  readRequirements(parse(`schema ${links} { query: Query }\n${types}`));
const signedIn = { ...NO_REQUIREMENT, signedIn: true };
const scopes = (...alternatives: string[][]) => ({ ...NO_REQUIREMENT, scopes: alternatives });

describe('a field needs', () => {
  it('nothing without directives', () => {
    const requirements = read('type Query { a: String }');

    expect(requirements.isEmpty).toBe(true);
    expect(requirements.find('Query', 'a')).toBeUndefined();
  });

  it('what stands on it', () => {
    const requirements = read('type Query { a: String @authenticated b: Int }');

    expect(requirements.find('Query', 'a')).toEqual(signedIn);
  });

  it('nothing of what stands on its neighbours', () => {
    const requirements = read('type Query { a: String @authenticated b: Int }');

    expect(requirements.find('Query', 'b')).toBeUndefined();
  });

  it('what stands on its type', () => {
    expect(read('type Query @authenticated { a: String }').find('Query', 'a')).toEqual(signedIn);
  });

  it.each([
    ['object', 'type R @authenticated { x: Int }'],
    ['interface', 'interface R @authenticated { x: Int }'],
    ['scalar', 'scalar R @authenticated'],
    ['enum', 'enum R @authenticated { X }'],
  ])('what stands on the %s that it returns', (_kind, type) => {
    expect(read(`type Query { a: [R!]! } ${type}`).find('Query', 'a')).toEqual(signedIn);
  });

  it('every alternative of its own with every one of its type', () => {
    const requirements = read(`
      type Query { a: R @requiresScopes(scopes: [["a"], ["b"]]) }
      type R @requiresScopes(scopes: [["c"], ["a", "d"]]) { x: Int }`);

    expect(requirements.find('Query', 'a')).toEqual(scopes(['a', 'c'], ['a', 'd'], ['b', 'c']));
  });

  it('policies beside scopes and a sign-in', () => {
    const requirements = read(`
      type Query @authenticated { a: Int @requiresScopes(scopes: [["s"]]) @policy(policies: [["p"]]) }`);

    expect(requirements.find('Query', 'a')).toEqual({
      signedIn: true,
      scopes: [['s']],
      policies: [['p']],
    });
  });

  it('somebody who cannot exist when the list of alternatives is empty', () => {
    const requirements = read('type Query { a: Int @requiresScopes(scopes: []) }');

    expect(requirements.find('Query', 'a')).toEqual(scopes());
  });
});

it('lets everybody select __typename, which an interface tells anyway', () => {
  const requirements = read('type Query { a: Int } type Secret @authenticated { x: Int }');

  expect(requirements.find('Secret', '__typename')).toBeUndefined();
});

describe('an interface', () => {
  const requirements = read(`
    type Query { node: Node } interface Node { id: ID name: String }
    type Open implements Node { id: ID name: String }
    type Secret implements Node @authenticated { id: ID name: String @requiresScopes(scopes: [["n"]]) }`);

  it('needs for a field what any implementation needs, of type and of field', () => {
    expect(requirements.find('Node', 'name')).toEqual({ ...scopes(['n']), signedIn: true });
  });

  it('asks nothing of an open implementation that is named in a fragment', () => {
    expect(requirements.find('Open', 'name')).toBeUndefined();
  });

  it('does not ask of one implementation what composition wrote there for another', () => {
    const composed = read(`
      type Query { node: Node } interface Node @authenticated { id: ID @requiresScopes(scopes: [["a", "b"]]) }
      type Open implements Node { id: ID @requiresScopes(scopes: [["a"]]) }
      type Secret implements Node @authenticated { id: ID @requiresScopes(scopes: [["b"]]) }`);

    expect(composed.find('Open', 'id')).toEqual(scopes(['a']));
  });

  it('asks of every implementation what a person wrote on its field', () => {
    const written = read(`
      type Query { node: Node } interface Node { id: ID @requiresScopes(scopes: [["node"]]) }
      type Open implements Node { id: ID }`);

    expect(written.find('Open', 'id')).toEqual(scopes(['node']));
  });

  it('asks of every implementation what a person wrote on it', () => {
    const written = read(`
      type Query { open: Open } interface Node @authenticated { id: ID }
      type Open implements Node { id: ID other: Int }`);

    expect(written.find('Query', 'open')).toEqual(signedIn);
    expect(written.find('Open', 'other')).toEqual(signedIn);
  });
});

describe('a directive', () => {
  const url = 'https://specs.apollo.dev/authenticated/v0.1';

  it.each([
    ['of the link', `@link(url: "${url}", as: "login")`, 'login'],
    [
      'of the import',
      `@link(url: "${url}", import: [{ name: "@authenticated", as: "@login" }])`,
      'login',
    ],
    ['of @core', `@core(feature: "${url}", as: "login")`, 'login'],
    ['of its own', `@link(url: "${url}", import: ["@authenticated"])`, 'authenticated'],
  ])('is known by the name %s', (_case, link, name) => {
    expect(read(`type Query { a: Int @${name} }`, link).find('Query', 'a')).toEqual(signedIn);
  });

  it('of the same name from elsewhere means nothing', () => {
    const link = '@link(url: "https://example.com/authenticated/v0.1")';

    expect(read('type Query { a: Int @authenticated }', link).isEmpty).toBe(true);
  });
});

it('refuses a supergraph whose alternatives multiply beyond reason', () => {
  const many = (prefix: string) =>
    JSON.stringify(Array.from({ length: 40 }, (_, index) => [`${prefix}${index}`]));

  expect(() =>
    read(`type Query { a: R @requiresScopes(scopes: ${many('a')}) }
      type R @requiresScopes(scopes: ${many('b')}) { x: Int }`),
  ).toThrow('more than 1000 alternatives');
});
