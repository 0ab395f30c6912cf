import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/composition/compose.ts';
import { formatText } from '#src/reports/format-text.ts';
import { EMPTY_REPORT } from '#src/reports/report.ts';

import { FREIGHT, PRODUCTS, buildSubgraph } from './build-project.ts';

const products = buildSubgraph('products', PRODUCTS);
const freight = buildSubgraph('freight', FREIGHT);

/** What a user reads about subgraphs that do not compose. */
function explain(...subgraphs: Parameters<typeof composeSupergraph>[0]): string {
  const composition = composeSupergraph(subgraphs);
  return composition.ok
    ? 'composed'
    : formatText({ ...EMPTY_REPORT, faults: composition.faults }, false);
}

describe('composing', () => {
  it('gives the same bytes in whatever order the subgraphs come', () => {
    expect(composeSupergraph([products, freight])).toEqual(composeSupergraph([freight, products]));
  });

  it('shows clients nothing of federation and nothing inaccessible', () => {
    const composition = composeSupergraph([products, freight]);

    expect(composition.ok && composition.api).toMatchInlineSnapshot(`
      "interface Node {
        id: ID!
      }

      type Product implements Node {
        freight: Int
        id: ID!

        """For freight."""
        weight: Int
      }

      type Query {
        product: Product
      }
      "
    `);
  });

  it('describes an entity in the words of its owner, whatever the others say', () => {
    const described = [
      buildSubgraph(
        'freight',
        FREIGHT.replace('type Product', '"What freight adds."\ntype Product'),
      ),
      buildSubgraph('products', PRODUCTS.replace('type Product', '"For sale."\ntype Product')),
    ];

    const composition = composeSupergraph(described);

    expect(composition).toMatchObject({
      api: expect.stringContaining('"""For sale."""\ntype Product'),
    });
  });

  it('names the word at fault in a field set, and what may have been meant', () => {
    const typo = buildSubgraph('freight', FREIGHT.replace('fields: "weight"', 'fields: "wieght"'));

    expect(explain(products, typo)).toMatchInlineSnapshot(`
      "REQUIRES_INVALID_FIELDS: [freight] On field "Product.freight", for @requires(fields: "wieght"): Cannot query field "wieght" on type "Product" (if the field is defined in another subgraph, you need to add it to this subgraph with @external).
        Did you mean "weight"?
        subgraphs/freight/schema.graphql:6:35
          5 |   weight: Int @external
        > 6 |   freight: Int @requires(fields: "wieght")
            |                                   ^^^^^^
          7 | }
        subgraphs/freight/schema.graphql:3:6
          2 |
        > 3 | type Product @key(fields: "id") {
            |      ^^^^^^^
          4 |   id: ID!
        (+1 caused by this: EXTERNAL_UNUSED at subgraphs/freight/schema.graphql:5:3)"
    `);
  });

  it('shows both files of a disagreement', () => {
    const other = buildSubgraph('freight', FREIGHT.replace('weight: Int', 'weight: String'));

    expect(explain(products, other)).toMatchInlineSnapshot(`
      "EXTERNAL_TYPE_MISMATCH: Type of field "Product.weight" is incompatible across subgraphs (where marked @external): it has type "Int" in subgraph "products" but type "String" in subgraph "freight"
        Write "Int" in subgraph "freight" too, as subgraph "products" does, or the other way round.
        subgraphs/freight/schema.graphql:5:3
          4 |   id: ID!
        > 5 |   weight: String @external
            |   ^^^^^^
          6 |   freight: Int @requires(fields: "weight")
        subgraphs/products/schema.graphql:7:3
          6 |   "For freight."
        > 7 |   weight: Int
            |   ^^^^^^
          8 |   secret: String @inaccessible"
    `);
  });

  it('shows the field that no plan can reach', () => {
    const head = FREIGHT.slice(0, FREIGHT.indexOf('type'));
    const label = 'type Product @key(fields: "code") {\n  code: ID!\n  label: String\n}';
    const unreachable = buildSubgraph('labels', `${head}${label}`);

    expect(explain(products, unreachable)).toContain('subgraphs/labels/schema.graphql:5:3');
  });

  it('proposes the type that a misspelt one may have meant', () => {
    const typo = buildSubgraph('products', PRODUCTS.replace('product: Product', 'product: Prodct'));

    expect(explain(typo, freight)).toContain('Did you mean "Product"');
  });

  it('finds the syntax errors of every file at once', () => {
    const broken = [
      buildSubgraph('products', PRODUCTS.replace('secret:', 'secret')),
      buildSubgraph('freight', `${FREIGHT}\ntype {`),
    ];

    expect(explain(...broken)).toMatch(
      /subgraphs\/freight\/schema.graphql:9:6[^]*subgraphs\/products\/schema.graphql:8:10/,
    );
  });
});
