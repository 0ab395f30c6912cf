import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

import { listCoordinates } from './coordinates.ts';
import { writeSignature } from './signature.ts';

const SCHEMA = buildSchema(`
  type Query { book(id: ID!): Book search(by: SearchInput, in: [Genre!]): [Found!] node: Node }
  interface Node { id: ID! }
  union Found = Book | Author
  type Book implements Node { id: ID! title(length: Int): String author: Author }
  type Author implements Node { id: ID! name: String }
  input SearchInput { text: String genre: Genre more: SearchInput }
  enum Genre { CRIME ROMANCE }
`);

const coordinatesOf = (query: string, operationName?: string): string[] => {
  const document = parse(query);
  expect(validate(SCHEMA, document, [])).toEqual([]);
  return listCoordinates(document, SCHEMA, operationName);
};

describe('listCoordinates', () => {
  it.each([
    [
      'fields, their types and arguments',
      '{ book(id: 1) { title(length: 3) } }',
      ['Book', 'Book.title', 'Book.title(length:)', 'Query', 'Query.book', 'Query.book(id:)'],
    ],
    [
      'fields of an interface as those of the interface, and what fragments name',
      '{ node { id ... on Author { name } } }',
      ['Author', 'Author.name', 'Node', 'Node.id', 'Query', 'Query.node'],
    ],
    [
      'members of a union through a fragment that is spread',
      '{ search { __typename ...Of } } fragment Of on Book { id }',
      ['Book', 'Book.id', 'Found', 'Query', 'Query.search'],
    ],
    [
      'input fields and enum values that stand in the text, however deep',
      '{ search(by: { more: { genre: CRIME } }, in: [ROMANCE]) { __typename } }',
      [
        'Found',
        'Genre',
        'Genre.CRIME',
        'Genre.ROMANCE',
        'Query',
        'Query.search',
        'Query.search(by:)',
        'Query.search(in:)',
        'SearchInput',
        'SearchInput.genre',
        'SearchInput.more',
      ],
    ],
    [
      'the type of a variable, but none of its fields',
      'query ($by: SearchInput) { search(by: $by) { __typename } }',
      ['Found', 'Query', 'Query.search', 'Query.search(by:)', 'SearchInput'],
    ],
    [
      'directives and their arguments',
      'query ($is: Boolean!) { node @include(if: $is) { __typename } }',
      ['@include', '@include(if:)', 'Node', 'Query', 'Query.node'],
    ],
  ])('lists %s', (_name, query, coordinates) => {
    expect(coordinatesOf(query)).toEqual(coordinates.toSorted());
  });

  it('lists nothing of other operations of the document', () => {
    const query =
      'query A { node { id } } query B { book(id: 1) { ...T } } fragment T on Book { title }';

    expect(coordinatesOf(query, 'A')).toEqual(['Node', 'Node.id', 'Query', 'Query.node']);
  });
});

describe('writeSignature', () => {
  it.each([
    [
      'numbers and strings',
      '{ book(id: "secret") { title(length: 9) } }',
      '{ book(id: "") { title(length: 0) } }',
    ],
    [
      'the length of lists',
      '{ search(in: [CRIME, ROMANCE]) { __typename } }',
      '{ search(in: [CRIME]) { __typename } }',
    ],
    [
      'values in input objects, not their keys',
      '{ search(by: { text: "secret" }) { __typename } }',
      '{ search(by: {text: ""}) { __typename } }',
    ],
    [
      'values of defaults',
      'query Q($id: ID! = "secret") { book(id: $id) { id } }',
      'query Q($id: ID! = "") { book(id: $id) { id } }',
    ],
    [
      'the order of fragments',
      '{ node { ...B ...A } } fragment B on Node { id } fragment A on Node { id }',
      '{ node { ...B ...A } } fragment A on Node { id } fragment B on Node { id }',
    ],
  ])('leaves out %s', (_name, query, signature) => {
    expect(writeSignature(parse(query))).toBe(signature);
  });
});
