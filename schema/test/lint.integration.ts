import { describe, expect, it } from 'vitest';

import { lintSubgraphs } from '#src/lint/lint-subgraphs.ts';
import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { FREIGHT, PRODUCTS, buildSubgraph } from './build-project.ts';

const products = buildSubgraph('products', PRODUCTS);

function lintFreight(sdl: string, others: readonly SubgraphSdl[] = [products]) {
  return lintSubgraphs([...others, buildSubgraph('freight', sdl)]).map(
    ({ code, coordinate, subgraph }) => ({ code, coordinate, subgraph }),
  );
}

describe('the house rules', () => {
  it('have nothing against subgraphs that keep them', () => {
    expect(lintFreight(FREIGHT)).toEqual([]);
  });

  it('catch a non-null field on the entity of another subgraph', () => {
    expect(lintFreight(FREIGHT.replace('freight: Int', 'freight: Int!'))).toEqual([
      { code: 'CONTRIBUTED_FIELD_NON_NULL', coordinate: 'Product.freight', subgraph: 'freight' },
    ]);
  });

  it('let keys and external fields be non-null', () => {
    expect(lintFreight(FREIGHT.replace('weight: Int', 'weight: Int!'))).toEqual([]);
  });

  it('catch a non-null field that leads to the entity of another subgraph', () => {
    expect(lintFreight(`${FREIGHT}\ntype Parcel { content: Product! }`)).toEqual([
      { code: 'ENTITY_REFERENCE_NON_NULL', coordinate: 'Parcel.content', subgraph: 'freight' },
    ]);
  });

  it('catch a non-null field of Query', () => {
    expect(lintFreight(`${FREIGHT}\ntype Query { rates: [Int!]! }`)).toEqual([
      { code: 'ROOT_FIELD_NON_NULL', coordinate: 'Query.rates', subgraph: 'freight' },
    ]);
  });

  it('catch a @tag on the type of an entity', () => {
    const sdl = FREIGHT.replace('@key(fields: "id")', '@key(fields: "id") @tag(name: "partner")');

    expect(lintFreight(sdl)).toEqual([
      { code: 'ENTITY_TAGGED', coordinate: 'Product', subgraph: 'freight' },
    ]);
  });

  it('catch a @tag on an interface that others may extend', () => {
    const sdl = `${FREIGHT}\ninterface Parcel @key(fields: "id") @tag(name: "web") { id: ID! }`;

    expect(lintFreight(sdl)).toEqual([
      { code: 'ENTITY_TAGGED', coordinate: 'Parcel', subgraph: 'freight' },
    ]);
  });

  it('let value types have a @tag', () => {
    expect(lintFreight(`${FREIGHT}\ntype Parcel @tag(name: "partner") { size: Int }`)).toEqual([]);
  });

  it('catch an entity that nobody owns where others have owners', () => {
    expect(lintFreight(`${FREIGHT}\ntype Parcel @key(fields: "id") { id: ID! }`)).toEqual([
      { code: 'ENTITY_OWNER_UNCLEAR', coordinate: 'Parcel', subgraph: 'freight' },
    ]);
  });

  it('ask for no owners where nobody says who they are', () => {
    expect(lintFreight(FREIGHT.replace('freight: Int', 'freight: Int!'), [])).toEqual([]);
  });

  it('show the field and the entity it is contributed to', () => {
    const strict = buildSubgraph('freight', FREIGHT.replace('freight: Int', 'freight: Int!'));

    const [finding] = lintSubgraphs([products, strict]);

    expect(finding?.places.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'subgraphs/freight/schema.graphql:6',
      'subgraphs/products/schema.graphql:4',
    ]);
  });

  it('leave what cannot be parsed to composition', () => {
    expect(lintFreight('type {')).toEqual([]);
  });
});
