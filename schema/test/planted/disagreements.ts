import type { Mistake } from './plant.ts';

/** Between subgraphs, each of which is right by itself. */
export const DISAGREEMENTS: readonly Mistake[] = [
  {
    title: 'a key field of two types',
    edits: [{ subgraph: 'pricing', from: '  sku: String!\n', to: '  sku: Int!\n' }],
    code: 'FIELD_TYPE_MISMATCH',
    shown: ['catalog', 'pricing'],
    says: 'Write "String!" in subgraph "pricing" too, as subgraph "catalog" does, or the other way round.',
  },
  {
    title: 'a field of two types',
    edits: [
      {
        subgraph: 'customers',
        from: 'postalCode: String',
        to: 'postalCode: Int',
        after: 'type PostalAddress',
      },
    ],
    code: 'FIELD_TYPE_MISMATCH',
    shown: ['cart', 'customers'],
    says: 'Write "String" in subgraph "customers" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'a required field of two types',
    edits: [
      {
        subgraph: 'cart',
        from: '  currencyCode: CurrencyCode!\n',
        to: '  currencyCode: String!\n',
      },
    ],
    code: 'EXTERNAL_TYPE_MISMATCH',
    shown: ['cart', 'pricing'],
    says: 'Write "String!" in subgraph "pricing" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'another type where a field is @external',
    edits: [
      {
        subgraph: 'cart',
        from: 'quantity: Int!',
        to: 'quantity: String!',
        after: 'type CartLine ',
      },
    ],
    code: 'EXTERNAL_TYPE_MISMATCH',
    shown: ['cart', 'pricing'],
    says: 'Write "String!" in subgraph "pricing" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'a field removed that others require',
    edits: [
      {
        subgraph: 'cart',
        from: '  "Voucher codes as the shopper typed them. Whether each counts, `totals.vouchers` says."\n  voucherCodes: [String!]!\n',
        to: '',
      },
    ],
    code: 'EXTERNAL_MISSING_ON_BASE',
    shown: ['cart', 'pricing'],
    says: 'Add "Cart.voucherCodes" to a subgraph that resolves it, or remove it from subgraph "pricing".',
  },
  {
    title: 'a field of two subgraphs that is not @shareable',
    edits: [
      {
        subgraph: 'pricing',
        from: 'listPrice: Money @tag(name: "partner")',
        to: 'listPrice: Money @tag(name: "partner")\n  gtin: String',
      },
    ],
    code: 'INVALID_FIELD_SHARING',
    shown: ['catalog', 'pricing'],
    says: 'Mark "ProductVariant.gtin" @shareable in subgraphs "catalog" and "pricing", if all of them give the same answer, or remove it from all but one.',
  },
  {
    title: 'a value type that is @shareable in one only',
    edits: [
      { subgraph: 'customers', from: 'type PostalAddress @shareable', to: 'type PostalAddress' },
    ],
    code: 'INVALID_FIELD_SHARING',
    shown: ['cart', 'customers'],
    says: 'Mark type "PostalAddress" @shareable in subgraph "customers" too.',
    folded: 8,
  },
  {
    title: 'an enum value of one subgraph, read and written',
    edits: [
      { subgraph: 'catalog', from: 'CART_LIMIT DUPLICATE', to: 'CART_LIMIT DUPLICATE NEW_ONE' },
      {
        subgraph: 'cart',
        from: 'input CartCreateInput {',
        to: 'input CartCreateInput {\n  codes: [ErrorCode!]\n',
      },
    ],
    code: 'ENUM_VALUE_MISMATCH',
    shown: ['cart', 'catalog', 'customers', 'pricing'],
    says: 'Add "NEW_ONE" to the enum in subgraphs "cart", "customers" and "pricing", or remove it from subgraph "catalog".',
  },
  {
    title: 'a type of two kinds',
    edits: [
      {
        subgraph: 'customers',
        from: 'type Image @shareable @tag(name: "partner") {',
        to: 'input Image {',
      },
    ],
    code: 'TYPE_KIND_MISMATCH',
    shown: ['cart', 'catalog', 'customers', 'pricing'],
    says: 'Make it an object type in subgraph "customers" too, as in subgraphs "cart", "catalog" and "pricing", or give one of them another name.',
  },
  {
    title: 'an input field required in one subgraph and missing in another',
    edits: [
      {
        subgraph: 'customers',
        from: 'input PostalAddressInput {',
        to: 'input PostalAddressInput {\n  floor: Int!\n',
      },
    ],
    code: 'REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH',
    shown: ['cart', 'customers'],
    says: 'Add "PostalAddressInput.floor" to subgraph "cart" too, or make it optional in subgraph "customers" until all of them have it.',
  },
  {
    title: 'an argument required in one subgraph and missing in another',
    edits: [
      {
        subgraph: 'customers',
        from: '  company: String',
        to: '  company(format: Int!): String',
        after: 'type PostalAddress',
      },
    ],
    code: 'REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH',
    shown: ['cart', 'customers'],
    says: 'Add "PostalAddress.company(format:)" to subgraph "cart" too, or make it optional in subgraph "customers" until all of them have it.',
  },
  {
    title: 'an argument of two types',
    edits: [
      {
        subgraph: 'customers',
        from: '  company: String',
        to: '  company(format: Int): String',
        after: 'type PostalAddress',
      },
      {
        subgraph: 'cart',
        from: '  company: String',
        to: '  company(format: String): String',
        after: 'type PostalAddress',
      },
    ],
    code: 'FIELD_ARGUMENT_TYPE_MISMATCH',
    shown: ['cart', 'customers'],
    says: 'Write "String" in subgraph "customers" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'an argument with two defaults',
    edits: [
      {
        subgraph: 'customers',
        from: '  company: String',
        to: '  company(format: Int = 1): String',
        after: 'type PostalAddress',
      },
      {
        subgraph: 'cart',
        from: '  company: String',
        to: '  company(format: Int = 2): String',
        after: 'type PostalAddress',
      },
    ],
    code: 'FIELD_ARGUMENT_DEFAULT_MISMATCH',
    shown: ['cart', 'customers'],
    says: 'Write the default 2 in subgraph "customers" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'an input field with two defaults',
    edits: [
      {
        subgraph: 'customers',
        from: 'input PostalAddressInput {',
        to: 'input PostalAddressInput {\n  floor: Int = 1\n',
      },
      {
        subgraph: 'cart',
        from: 'input PostalAddressInput {',
        to: 'input PostalAddressInput {\n  floor: Int = 2\n',
      },
    ],
    code: 'INPUT_FIELD_DEFAULT_MISMATCH',
    shown: ['cart', 'customers'],
    says: 'Write the default 2 in subgraph "customers" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'an input field of two types',
    edits: [
      {
        subgraph: 'customers',
        from: '  postalCode: String',
        to: '  postalCode: Int',
        after: 'input PostalAddressInput',
      },
    ],
    code: 'FIELD_TYPE_MISMATCH',
    shown: ['cart', 'customers'],
    says: 'Write "String" in subgraph "customers" too, as subgraph "cart" does, or the other way round.',
  },
  {
    title: 'an @external field that nobody resolves',
    edits: [
      {
        subgraph: 'pricing',
        from: 'customerId: ID @external\n  "Groups of the owner."',
        to: 'customerId: ID @external\n  warranty: Int @external\n  "Groups of the owner."',
      },
      {
        subgraph: 'pricing',
        from: 'customerId customerGroups variant { id }")',
        to: 'customerId customerGroups warranty variant { id }")',
      },
    ],
    code: 'EXTERNAL_MISSING_ON_BASE',
    shown: ['cart', 'pricing'],
    says: 'Add "CartLine.warranty" to a subgraph that resolves it, or remove it from subgraph "pricing".',
  },
  {
    title: 'no key in the owner',
    edits: [
      {
        subgraph: 'cart',
        from: 'type CartLine implements Node @key(fields: "id") {',
        to: 'type CartLine implements Node {',
      },
    ],
    code: 'INVALID_FIELD_SHARING',
    shown: ['cart', 'pricing'],
    says: 'Add @key(fields: "id") to type "CartLine" in subgraph "cart", as the other subgraphs have it.',
  },
  {
    title: 'no key in a contributor',
    edits: [
      { subgraph: 'pricing', from: 'type CartLine @key(fields: "id") {', to: 'type CartLine {' },
    ],
    code: 'INVALID_FIELD_SHARING',
    shown: ['cart', 'pricing'],
    says: 'Add @key(fields: "id") to type "CartLine" in subgraph "pricing", as the other subgraphs have it.',
  },
  {
    title: 'a key that no other subgraph has',
    edits: [
      {
        subgraph: 'pricing',
        from: 'type Product @key(fields: "id") {\n  "Global id of the product."\n  id: ID!',
        to: 'type Product @key(fields: "code") {\n  code: ID!\n  a: Int\n  b: Int',
      },
    ],
    code: 'SATISFIABILITY_ERROR',
    shown: ['catalog', 'pricing'],
    says: 'Give type "Product" a @key in subgraph "pricing" that the other subgraphs can answer; they cannot answer "code".',
    folded: 3,
  },
];
