import type { Mistake } from './plant.ts';

/** Within one subgraph: definitions and directives. */
export const DEFINITION_MISTAKES: readonly Mistake[] = [
  {
    title: 'an unknown type',
    edits: [{ subgraph: 'catalog', from: 'dimensions: Dimensions', to: 'dimensions: Dimension' }],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Did you mean "Dimensions"?',
  },
  {
    title: 'an unknown type of a key field',
    edits: [
      { subgraph: 'catalog', from: 'sku: String!', to: 'sku: Sku!', after: 'type ProductVariant ' },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: '',
  },
  {
    title: 'a misspelt directive',
    edits: [
      { subgraph: 'catalog', from: '@inaccessible\n}', to: '@inacessible\n}', after: 'taxClass' },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Did you mean "inaccessible"?',
  },
  {
    title: 'a directive that is not imported',
    edits: [
      {
        subgraph: 'catalog',
        from: 'taxClass: String! @inaccessible',
        to: 'taxClass: String! @inaccessible @authenticated',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Add "@authenticated" to the import list of the @link to the federation specification.',
  },
  {
    title: 'a misspelt argument of a directive',
    edits: [
      {
        subgraph: 'catalog',
        from: 'locales: [Locale!] @cacheControl(maxAge: 3600)',
        to: 'locales: [Locale!] @cacheControl(maxage: 3600)',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Did you mean "maxAge"?',
  },
  {
    title: 'a syntax error',
    edits: [
      {
        subgraph: 'customers',
        from: 'type SavedAddress implements Node @key(fields: "id") {',
        to: 'type SavedAddress implements Node @key(fields: "id" {',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['customers'],
    says: '',
  },
  {
    title: 'a field twice',
    edits: [
      {
        subgraph: 'catalog',
        from: '  gtin: String @tag(name: "partner")',
        to: '  gtin: String @tag(name: "partner")\n  gtin: String',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Keep one of them.',
  },
  {
    title: 'a type twice',
    edits: [
      {
        subgraph: 'catalog',
        from: 'type Dimensions @tag(name: "partner") {',
        to: 'type Seo { a: Int }\ntype Dimensions @tag(name: "partner") {',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Keep one of them.',
  },
  {
    title: 'a field of the interface that is missing',
    edits: [
      {
        subgraph: 'catalog',
        from: '  "When anything of it last changed."\n  updatedAt: DateTime! @tag(name: "partner")\n  "What is in it."',
        to: '  "What is in it."',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Add "updatedAt: DateTime!" to "ProductBundle", or remove it from the interface.',
  },
  {
    title: 'a field of another type than in its interface',
    edits: [
      {
        subgraph: 'catalog',
        from: '  name: String! @tag(name: "partner")\n',
        to: '  name: Int @tag(name: "partner")\n',
        after: 'type ProductBundle',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Give "name" the type "String!" of the interface.',
  },
  {
    title: 'a new field in an interface only',
    edits: [
      {
        subgraph: 'cart',
        from: 'interface UserError {',
        to: 'interface UserError {\n  hint: String\n',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['cart'],
    says: 'Add "hint: String" to "ValidationError", or remove it from the interface.',
    folded: 13,
  },
  {
    title: 'an @inaccessible type in a field that clients see',
    edits: [
      {
        subgraph: 'catalog',
        from: 'type Dimensions @tag(name: "partner") {',
        to: 'type Dimensions @inaccessible {',
      },
    ],
    code: 'REFERENCED_INACCESSIBLE',
    shown: ['catalog'],
    says: 'Mark "ProductVariant.dimensions" @inaccessible too, or take @inaccessible off "Dimensions".',
  },
  {
    title: 'an object type in an input',
    edits: [
      {
        subgraph: 'catalog',
        from: 'input SelectedOptionInput {',
        to: 'input SelectedOptionInput {\n  size: Dimensions',
      },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: '',
  },
  {
    title: 'an input type as an output',
    edits: [
      { subgraph: 'catalog', from: 'weightGrams: Int', to: 'weightGrams: SelectedOptionInput' },
    ],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Make "SelectedOptionInput" an object type, or use another type here.',
    folded: 1,
  },
  {
    title: '@override from itself',
    edits: [
      {
        subgraph: 'pricing',
        from: '@override(from: "erp", ',
        to: '@override(from: "pricing", ',
      },
    ],
    code: 'OVERRIDE_FROM_SELF_ERROR',
    shown: ['pricing'],
    says: 'Name the subgraph that resolves the field so far.',
  },
  {
    title: '@listSize on no list',
    edits: [
      {
        subgraph: 'catalog',
        from: 'weightGrams: Int',
        to: 'weightGrams: Int @listSize(assumedSize: 3)',
      },
    ],
    code: 'LIST_SIZE_APPLIED_TO_NON_LIST',
    shown: ['catalog'],
    says: 'Remove @listSize, or name the lists below the field in "sizedFields".',
  },
  {
    title: 'a typo in sizedFields',
    edits: [
      {
        subgraph: 'catalog',
        from: 'assumedSize: 50, sizedFields: ["edges", "nodes"])',
        to: 'assumedSize: 50, sizedFields: ["edgs", "nodes"])',
        after: 'brands(',
      },
    ],
    code: 'LIST_SIZE_INVALID_SIZED_FIELD',
    shown: ['catalog'],
    says: 'Did you mean "edges"?',
  },
  {
    title: 'an unknown version of federation',
    edits: [{ subgraph: 'catalog', from: 'federation/v2.9', to: 'federation/v2.99' }],
    code: 'UNKNOWN_FEDERATION_LINK_VERSION',
    shown: ['catalog'],
    says: 'Link a version that the composer knows, such as "https://specs.apollo.dev/federation/v2.9".',
    folded: 132,
  },
  {
    title: 'a typo in the imports',
    edits: [{ subgraph: 'catalog', from: '"@shareable"', to: '"@sharable"' }],
    code: 'INVALID_LINK_DIRECTIVE_USAGE',
    shown: ['catalog'],
    says: 'Did you mean "shareable"?',
  },
  {
    title: 'a directive used everywhere and imported nowhere',
    edits: [{ subgraph: 'catalog', from: '"@shareable", ', to: '' }],
    code: 'INVALID_GRAPHQL',
    shown: ['catalog'],
    says: 'Add "@shareable" to the import list of the @link to the federation specification.',
    folded: 13,
  },
];
