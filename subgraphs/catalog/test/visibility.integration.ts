import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { buildProduct, createCatalog, importLines, productId, variantId } from './build.ts';

const staff = { claims: buildClaims({ scopes: ['catalog:write'] }) };
const agent = { claims: buildClaims({ scopes: ['support:agent'] }) };
const shopper = { claims: buildClaims({ scopes: [] }) };

describe('a product that is not on sale', () => {
  const lookUps = `query ($id: ID!, $variant: ID!) {
    product(id: $id) { id } productBySlug(slug: "x") { id }
    variant(id: $variant) { id } variantBySku(sku: "X") { id } products { nodes { id } }
  }`;
  const ids = { id: productId('x'), variant: variantId('X') };
  const references = `query ($id: ID!, $variant: ID!) {
    _entities(representations: [{ __typename: "Product", id: $id }, { __typename: "ProductVariant", id: $variant },
      { __typename: "ProductVariant", sku: "X" }, { __typename: "Product", slug: "x" }, { __typename: "CatalogItem", id: $id }]) { __typename }
  }`;

  it.each(['DRAFT', 'ARCHIVED'])('is invisible to a shopper while %s', async (status) => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status })]);

    const { data } = await service.execute(lookUps, ids, shopper);

    expect(data).toEqual({
      product: null,
      productBySlug: null,
      variant: null,
      variantBySku: null,
      products: { nodes: [] },
    });
  });

  it.each([
    ['a merchandiser', staff],
    ['an agent', agent],
  ])('is shown to %s', async (_who, request) => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status: 'DRAFT' })]);

    const { data } = await service.execute(lookUps, ids, request);

    expect(data).toMatchObject({ product: { id: ids.id }, variantBySku: { id: ids.variant } });
  });

  it('is shown where a cart refers to it, once archived', async () => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status: 'ARCHIVED' })]);

    const { data } = await service.execute(references, ids);

    expect(data).toEqual({
      _entities: ['Product', 'ProductVariant', 'ProductVariant', 'Product', 'Product'].map(
        (__typename) => ({ __typename }),
      ),
    });
  });

  it('is not shown to the public by reference while a draft', async () => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status: 'DRAFT' })]);

    const { data } = await service.execute(references, ids);

    expect(data).toEqual({ _entities: [null, null, null, null, null] });
  });
});
