import { describe, expect, it } from 'vitest';

import { SHIRT, createCatalog, importLines, variantId } from './build.ts';

describe('variants', () => {
  const variants = `query ($first: Int, $after: String, $selected: [SelectedOptionInput!]) {
    productBySlug(slug: "linen-shirt") {
      options { name values { value label swatchHex } }
      variants(first: $first, after: $after, selectedOptions: $selected) {
        totalCount pageInfo { hasNextPage endCursor } nodes { sku name archived selectedOptions { label } }
      }
    }
  }`;

  it('are narrowed to the chosen options', async () => {
    await using service = await createCatalog();
    await importLines(service, [SHIRT]);

    const { data } = await service.execute(variants, {
      selected: [{ name: 'colour', value: 'blue' }],
    });

    expect(data).toMatchObject({
      productBySlug: {
        variants: { totalCount: 1, nodes: [{ sku: 'S-BLUE', name: 'Linen shirt, Blue' }] },
      },
    });
  });

  it('come in pages', async () => {
    await using service = await createCatalog();
    await importLines(service, [SHIRT]);

    const first = await service.execute(variants, { first: 1 });
    const page = (
      first.data as never as { productBySlug: { variants: { pageInfo: { endCursor: string } } } }
    ).productBySlug.variants;
    const second = await service.execute(variants, { first: 1, after: page.pageInfo.endCursor });

    expect(page).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      nodes: [{ sku: 'S-RED' }],
    });
    expect(second.data).toMatchObject({
      productBySlug: { variants: { pageInfo: { hasNextPage: false }, nodes: [{ sku: 'S-BLUE' }] } },
    });
  });

  it('that were archived are shown by reference only', async () => {
    await using service = await createCatalog();
    await importLines(service, [SHIRT]);
    await importLines(service, [{ ...SHIRT, variants: SHIRT.variants.slice(0, 1) }]);

    const { data } = await service.execute(
      `query ($id: ID!) {
        variantBySku(sku: "S-BLUE") { id }
        productBySlug(slug: "linen-shirt") { variants { nodes { sku } } options { values { value } } }
        _entities(representations: [{ __typename: "ProductVariant", id: $id }]) { ... on ProductVariant { name archived } }
      }`,
      { id: variantId('S-BLUE') },
    );

    expect(data).toEqual({
      variantBySku: null,
      productBySlug: {
        variants: { nodes: [{ sku: 'S-RED' }] },
        options: [{ values: [{ value: 'red' }] }],
      },
      _entities: [{ name: 'Linen shirt, Blue', archived: true }],
    });
  });
});
