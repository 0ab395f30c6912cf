import type { Mistake } from './plant.ts';

/** What @key, @requires, @provides and @external say. */
export const FIELD_SET_MISTAKES: readonly Mistake[] = [
  {
    title: 'a typo in @requires',
    edits: [
      {
        subgraph: 'pricing',
        from: 'customerGroups variant { id }',
        to: 'custmerGroups variant { id }',
      },
    ],
    code: 'REQUIRES_INVALID_FIELDS',
    shown: ['pricing'],
    says: 'Did you mean "customerGroups"?',
    folded: 1,
  },
  {
    title: 'a typo deep in @requires',
    edits: [
      {
        subgraph: 'pricing',
        from: 'quantity variant { id } }")',
        to: 'quantty variant { id } }")',
      },
    ],
    code: 'REQUIRES_INVALID_FIELDS',
    shown: ['pricing'],
    says: 'Did you mean "quantity"?',
  },
  {
    title: 'a field in @requires that is nowhere',
    edits: [
      {
        subgraph: 'pricing',
        from: 'customerGroups variant { id }',
        to: 'zzzzzzzzz variant { id }',
      },
    ],
    code: 'REQUIRES_INVALID_FIELDS',
    shown: ['pricing'],
    says: '',
    folded: 1,
  },
  {
    title: 'a syntax error in @requires',
    edits: [
      {
        subgraph: 'pricing',
        from: 'customerGroups variant { id }")',
        to: 'customerGroups variant { id")',
      },
    ],
    code: 'REQUIRES_INVALID_FIELDS',
    shown: ['pricing'],
    says: '',
    folded: 4,
  },
  {
    title: '@requires of a field of its own',
    edits: [{ subgraph: 'pricing', from: 'quantity: Int! @external', to: 'quantity: Int!' }],
    code: 'REQUIRES_FIELDS_MISSING_EXTERNAL',
    shown: ['pricing'],
    says: 'Mark "CartLine.quantity" @external in subgraph "pricing", if another subgraph resolves it, or take it out of the field set.',
  },
  {
    title: 'a typo in @key',
    edits: [{ subgraph: 'pricing', from: '@key(fields: "sku")', to: '@key(fields: "skew")' }],
    code: 'KEY_INVALID_FIELDS',
    shown: ['pricing'],
    says: 'Did you mean "sku"?',
  },
  {
    title: 'a key field that is missing',
    edits: [
      {
        subgraph: 'pricing',
        from: '  "Stock keeping unit: the price lists are keyed by it."\n  sku: String!\n',
        to: '',
      },
    ],
    code: 'KEY_INVALID_FIELDS',
    shown: ['pricing'],
    says: 'Add "sku: String!" to type "ProductVariant" in subgraph "pricing", as subgraph "catalog" has it.',
  },
  {
    title: 'an @external field that nothing uses',
    edits: [
      {
        subgraph: 'pricing',
        from: '  "What is bought."',
        to: '  warranty: Int @external\n  "What is bought."',
      },
    ],
    code: 'EXTERNAL_UNUSED',
    shown: ['pricing'],
    says: 'Remove "warranty", or use it in a @requires or @provides.',
  },
  {
    title: 'an @external field by another name',
    edits: [
      {
        subgraph: 'pricing',
        from: 'customerId: ID @external\n  "Groups of the owner."',
        to: 'customerNumber: ID @external\n  "Groups of the owner."',
      },
    ],
    code: 'REQUIRES_INVALID_FIELDS',
    shown: ['pricing'],
    says: 'Rename "CartLine.customerNumber" to "customerId" in subgraph "pricing", as it is called in subgraph "cart".',
    folded: 2,
  },
  {
    title: 'a typo in @provides',
    edits: [
      { subgraph: 'pricing', from: '@requiresScopes"])', to: '@requiresScopes", "@provides"])' },
      {
        subgraph: 'pricing',
        from: '  variant: ProductVariant\n  "How many units are free."',
        to: '  variant: ProductVariant @provides(fields: "nam")\n  "How many units are free."',
      },
    ],
    code: 'PROVIDES_INVALID_FIELDS',
    shown: ['pricing'],
    says: 'Did you mean "name"?',
  },
  {
    title: 'arguments missing where a field is @external',
    edits: [
      {
        subgraph: 'customers',
        from: '  postalCode: String',
        to: '  postalCode(format: Int, short: Boolean): String',
        after: 'type PostalAddress',
      },
      {
        subgraph: 'cart',
        from: '  postalCode: String',
        to: '  postalCode(format: Int, short: Boolean): String',
        after: 'type PostalAddress',
      },
    ],
    code: 'EXTERNAL_ARGUMENT_MISSING',
    shown: ['cart', 'customers', 'pricing'],
    says: 'Repeat the arguments (format, short) in subgraph "pricing", where the field is @external.',
    folded: 1,
  },
  {
    title: 'a field worked out of one that asks for more',
    edits: [
      {
        subgraph: 'cart',
        from: '  voucherCodes: [String!]!\n',
        to: '  voucherCodes: [String!]! @authenticated\n',
      },
    ],
    code: 'MISSING_TRANSITIVE_AUTH_REQUIREMENTS',
    shown: ['cart', 'pricing'],
    says: 'Put @authenticated on "Cart.totals" in subgraph "pricing" too, as "Cart.voucherCodes" has it.',
  },
];
