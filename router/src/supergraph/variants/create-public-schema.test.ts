import { readFileSync } from 'node:fs';
import path from 'node:path';

import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';

import { createPublicSchema } from './create-public-schema.ts';
import type { TagFilter } from './hide-marked.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@inaccessible", "@tag", "@interfaceObject", "@authenticated",
  { name: "@cost", as: "@price" }])`;

function compose(...subgraphs: readonly string[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map((sdl, index) => ({
      name: `s${index}`,
      url: `http://s${index}`,
      typeDefs: parse(sdl.includes('@link') ? sdl : `${LINK}\n${sdl}`),
    })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(errors?.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}

const print = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));
const show = (sdl: string, filter: Partial<TagFilter> = {}): string =>
  print(createPublicSchema(parse(sdl), { include: [], exclude: [], ...filter }));
const showTight = (sdl: string, filter: Partial<TagFilter>): string =>
  show(sdl, filter).replaceAll(/\s+/gu, ' ').trim();
const faultsOf = (sdl: string, filter: Partial<TagFilter>): string[] => {
  try {
    show(sdl, filter);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  ').slice(1);
  }
};
const showAll = (sdl: string): string =>
  print(
    Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
      .apiSchema()
      .toGraphQLJSSchema(),
  );

const RENAMED = `schema
  @lnk(url: "https://specs.apollo.dev/link/v1.0", as: "lnk")
  @lnk(url: "https://specs.apollo.dev/join/v0.3", as: "j", for: EXECUTION)
  @lnk(url: "https://specs.apollo.dev/tag/v0.3", import: [{ name: "@tag", as: "@label" }])
  @lnk(url: "https://specs.apollo.dev/inaccessible/v0.2", as: "secret", for: SECURITY) { query: Query }
directive @lnk(url: String, as: String, for: lnk__Purpose, import: [lnk__Import]) repeatable on SCHEMA
directive @label(name: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA
directive @secret on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
enum lnk__Purpose { SECURITY EXECUTION }
scalar lnk__Import
type Query { open: String told: String @label(name: "a") kept: String @secret }`;

describe('createPublicSchema without a filter', () => {
  const committed = path.join(import.meta.dirname, '../../../../schema');

  it('gives the API schema of the committed supergraph', () => {
    const sdl = readFileSync(path.join(committed, 'supergraph.graphql'), 'utf8');

    expect(show(sdl)).toBe(showAll(sdl));
  });

  it.each<[string, ...string[]]>([
    [
      'descriptions and deprecations',
      '"A" type Query { "B" a("C" b: Int = 1): E @deprecated(reason: "old") } enum E { "D" X Y @deprecated }',
    ],
    ['inaccessible enum values', 'type Query { a: E } enum E { X Y @inaccessible }'],
    [
      'inaccessible fields and arguments',
      'type Query { a(b: Int @inaccessible, c: Int): Int d: Int @inaccessible }',
    ],
    [
      'inaccessible types',
      'type Query { a: U h: H @inaccessible i: I } union U = A | H interface I { x: Int } type A implements I { x: Int } type H implements I @inaccessible { x: Int }',
    ],
    [
      'inaccessible interfaces',
      'type Query { a: A } interface I @inaccessible { x: Int } type A implements I { x: Int }',
    ],
    [
      'inaccessible input fields',
      'type Query { a(b: B): Int } input B { x: Int y: E @inaccessible } enum E @inaccessible { X }',
    ],
    ['types that nothing reaches', 'type Query { a: Int } type Alone { b: Int }'],
    [
      'interface objects',
      'type Query { a: I } interface I @key(fields: "id") { id: ID! } type A implements I @key(fields: "id") { id: ID! }',
      'type I @key(fields: "id") @interfaceObject { id: ID! more: Int }',
    ],
    [
      'directives of operations',
      'directive @hint(of: E = X) on QUERY | FIELD enum E { X } type Query { a: Int @shareable }',
      'directive @hint(of: E = X) on QUERY | FIELD enum E { X } type Query { a: Int @shareable }',
    ],
    [
      'custom scalars and renamed imports',
      'scalar D @specifiedBy(url: "https://d.test") type Query { a: D @price(weight: 3) @authenticated }',
    ],
    ['mutations', 'type Query { a: Int } type Mutation { b: Int }'],
  ])('gives the API schema: %s', (_what, ...subgraphs) => {
    const sdl = compose(...subgraphs);

    expect(show(sdl)).toBe(showAll(sdl));
  });

  it('omits what composed directives bring with them', () => {
    const sdl = compose(`extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
      @link(url: "https://example.test/mine/v1.0", import: ["@mine"])
      @composeDirective(name: "@mine")
      directive @mine(a: Int) on FIELD_DEFINITION
      type Query { a: Int @mine(a: 1) }`);

    expect(sdl).toContain('directive @mine');
    expect(show(sdl)).toBe(showAll(sdl));
  });

  it('knows the specifications under other names', () => {
    expect(show(RENAMED)).toBe('type Query {\n  open: String\n  told: String\n}');
  });

  it('keeps @oneOf', () => {
    expect(
      show('schema { query: Query } type Query { a(b: B): Int } input B @oneOf { x: Int }'),
    ).toContain('input B @oneOf');
  });
});

describe('createPublicSchema with excluded tags', () => {
  const sdlOf = (sdl: string): string => compose(sdl);

  it('hides tagged fields', () => {
    expect(
      showTight(sdlOf('type Query { a: Int b: Int @tag(name: "x") }'), { exclude: ['x'] }),
    ).toBe('type Query { a: Int }');
  });

  it('knows the tag under another name', () => {
    expect(showTight(RENAMED, { exclude: ['a'] })).toBe('type Query { open: String }');
  });

  it.each([
    ['a type', 'type Query { a: Int t: T } type T @tag(name: "x") { b: Int }'],
    ['every field of a type', 'type Query { a: Int t: T } type T { b: Int @tag(name: "x") }'],
    [
      'every member of a union',
      'type Query { a: Int u: U } union U = T type T @tag(name: "x") { b: Int }',
    ],
    ['every value of an enum', 'type Query { a: Int e: E } enum E { V @tag(name: "x") }'],
    ['an optional argument', 'type Query { a(b: Int @tag(name: "x")): Int }'],
    [
      'the input of an optional argument',
      'type Query { a(b: B): Int } input B @tag(name: "x") { c: Int }',
    ],
    [
      'every field of the input of an optional argument',
      'type Query { a(b: B): Int } input B { c: Int @tag(name: "x") }',
    ],
    ['the scalar of a field', 'type Query { a: Int s: S } scalar S @tag(name: "x")'],
    ['the only way to a type', 'type Query { a: Int t: T @tag(name: "x") } type T { b: Int }'],
    [
      'the type of mutations',
      'type Query { a: Int } type Mutation { m: T } type T @tag(name: "x") { b: Int }',
    ],
  ])('leaves nothing dangling: %s', (_what, sdl) => {
    expect(showTight(sdlOf(sdl), { exclude: ['x'] })).toBe('type Query { a: Int }');
  });

  it('drops an interface from its implementations', () => {
    const sdl = sdlOf(
      'type Query { a: A } interface I @tag(name: "x") { b: Int } type A implements I { b: Int }',
    );

    expect(showTight(sdl, { exclude: ['x'] })).toBe('type A { b: Int } type Query { a: A }');
  });

  it('keeps implementations that only an interface leads to', () => {
    const sdl = sdlOf(
      'type Query { i: I s: Int @tag(name: "x") } interface I { b: Int } type A implements I { b: Int }',
    );

    expect(showTight(sdl, { exclude: ['x'] })).toContain('type A implements I');
  });

  it.each([
    [
      'Query.a(b:) is required, but hidden: its tag "x" is excluded.',
      'type Query { a(b: Int! @tag(name: "x")): Int }',
    ],
    [
      'Query.a(b:) is required, but hidden: its type B is hidden: its tag "x" is excluded.',
      'type Query { a(b: B!): Int } input B @tag(name: "x") { c: Int }',
    ],
    [
      'B.c is required, but hidden: its tag "x" is excluded.',
      'type Query { a(b: B): Int } input B { c: Int! @tag(name: "x") d: Int }',
    ],
    [
      'A.b is hidden, but I.b, which it implements, is not: its tag "x" is excluded.',
      'type Query { i: I } interface I { b: Int c: Int } type A implements I { b: Int @tag(name: "x") c: Int }',
    ],
    [
      'A.b(c:) is hidden, but I.b(c:), which it implements, is not: its tag "x" is excluded.',
      'type Query { i: I } interface I { b(c: Int): Int } type A implements I { b(c: Int @tag(name: "x")): Int }',
    ],
    [
      'E.V is hidden, but the default value of Query.a(e:) uses it: its tag "x" is excluded.',
      'type Query { a(e: [E] = [V]): Int } enum E { V @tag(name: "x") W }',
    ],
    [
      'B.c is hidden, but the default value of Query.a(b:) uses it: its tag "x" is excluded.',
      'type Query { a(b: B = { c: 1 }): Int } input B { c: Int @tag(name: "x") d: Int }',
    ],
    [
      'Query, the type of queries, is hidden: every field of it is hidden.',
      'type Query { a: Int @tag(name: "x") }',
    ],
  ])('refuses what cannot be hidden: %s', (fault, sdl) => {
    expect(faultsOf(sdlOf(sdl), { exclude: ['x'] })).toEqual([fault]);
  });

  it('hides a required argument together with its field', () => {
    const sdl = sdlOf('type Query { a: Int f(b: Int! @tag(name: "x")): Int @tag(name: "x") }');

    expect(showTight(sdl, { exclude: ['x'] })).toBe('type Query { a: Int }');
  });
});

describe('createPublicSchema with included tags', () => {
  const GRAPH = compose(`
    type Query { shelf(first: Int, order: Order): [Item!] @tag(name: "in") stock: Int me: Me @tag(name: "in") }
    enum Order { UP DOWN }
    union Item = Book | Toy
    type Book { title: String @tag(name: "in") cost: Int secret: Int @tag(name: "in") @tag(name: "x") }
    type Toy @tag(name: "in") { name: String maker: String @tag(name: "x") }
    type Me { email: String }
    type Mutation { buy: Int }`);

  it('shows tagged fields, fields of tagged types, and what they need', () => {
    expect(showTight(GRAPH, { include: ['in'], exclude: ['x'] })).toBe(
      'type Book { title: String } union Item = Book | Toy enum Order { DOWN UP } ' +
        'type Query { shelf(first: Int, order: Order): [Item!] } type Toy { name: String }',
    );
  });

  it('hides what has an excluded tag beside the included one', () => {
    expect(show(GRAPH, { include: ['in'] })).toContain('secret');
    expect(show(GRAPH, { include: ['in'], exclude: ['x'] })).not.toContain('secret');
  });

  it('refuses an implementation without the tag of its interface', () => {
    const sdl = compose(
      'type Query { i: I @tag(name: "in") } interface I @tag(name: "in") { b: Int } type A implements I { b: Int c: Int @tag(name: "in") }',
    );

    expect(faultsOf(sdl, { include: ['in'] })).toEqual([
      'A.b is hidden, but I.b, which it implements, is not: it has no tag "in".',
    ]);
  });

  it('names every fault at once', () => {
    const sdl = compose(
      'type Query { a(b: Int! @tag(name: "x"), c: Int! @tag(name: "x")): Int @tag(name: "in") }',
    );

    expect(faultsOf(sdl, { include: ['in'], exclude: ['x'] })).toHaveLength(2);
  });
});
