import { describe, expect, it } from 'vitest';

import {
  MERCHANDISER,
  TREE,
  buildProduct,
  buildRichProduct,
  categoryId,
  createCatalog,
  createStocked,
  productId,
  variantId,
} from './build.ts';
import { PRODUCT_UPSERT, buildInput, write } from './build-write.ts';

describe('productUpsert', () => {
  it('creates a product', async () => {
    await using service = await createStocked(TREE);
    const { product, errors } = await write(
      service,
      PRODUCT_UPSERT,
      buildInput({
        categoryIds: [categoryId('leaf')],
        options: [{ name: 'size', label: 'Size', values: ['s', 'm'] }],
        attributes: [
          { code: 'fabric', value: 'linen' },
          { code: 'weight', value: '160', unit: 'g' },
        ],
        variants: ['s', 'm'].map((size) => ({
          sku: `L-${size}`,
          gtin: size === 's' ? '12345678' : null,
          weightGrams: 160,
          taxClass: 'standard',
          selectedOptions: [{ name: 'size', value: size }],
        })),
        mediaUrls: ['https://img.example/1.webp'],
      }),
    );
    expect(errors).toEqual([]);
    expect(product).toMatchObject({
      slug: 'linen-shirt',
      name: 'Linen shirt',
      status: 'ACTIVE',
      version: 1,
      categories: [{ id: categoryId('leaf') }],
      attributes: [
        { code: 'fabric', value: 'linen', unit: null },
        { code: 'weight', value: '160', unit: 'g' },
      ],
      options: [{ name: 'size', label: 'Size', values: [{ value: 's' }, { value: 'm' }] }],
      variants: {
        nodes: [
          { sku: 'L-s', gtin: '12345678', weightGrams: 160 },
          { sku: 'L-m', gtin: null },
        ],
      },
    });
    expect(product.media).toHaveLength(1);
  });

  it('replaces a product, keeps the ids of its variants by sku and what the input has no word for', async () => {
    await using service = await createStocked([...TREE, buildRichProduct(1)]);
    const id = productId('rich-1');
    const { product } = await write(
      service,
      PRODUCT_UPSERT,
      buildInput({
        id,
        expectedVersion: 1,
        slug: 'lamp-one',
        translations: [{ locale: 'en', name: 'New lamp' }],
        options: [{ name: 'colour', label: 'Colour', values: ['red'] }],
        variants: [
          {
            sku: 'rich-1-red',
            selectedOptions: [{ name: 'colour', value: 'red' }],
            taxClass: 'standard',
          },
        ],
        mediaUrls: ['https://img.example/rich-1.webp'],
      }),
    );
    expect(product).toMatchObject({
      id,
      version: 2,
      name: 'New lamp',
      brand: null,
      categories: [],
      attributes: [],
      options: [{ values: [{ value: 'red', label: 'RED', swatchHex: '#ff0000' }] }],
      media: [{ alt: 'A lamp' }],
    });
    const { data } = await service.execute(
      '{ gone: variantBySku(sku: "rich-1-blue") { id } kept: variantBySku(sku: "rich-1-red") { id } }',
    );
    expect(data).toEqual({ gone: null, kept: { id: variantId('rich-1-red') } });
  });

  it('removes what could do harm from the description', async () => {
    await using service = await createCatalog();
    const { product } = await write(
      service,
      PRODUCT_UPSERT,
      buildInput({
        translations: [
          {
            locale: 'en',
            name: 'Linen shirt',
            descriptionHtml:
              '<p onclick="x()">Fine <b>linen</b><script>alert(1)</script> <a href="javascript:1">a</a></p>',
          },
        ],
      }),
    );
    expect(product.descriptionHtml).toBe('<p>Fine <b>linen</b> <a>a</a></p>');
  });

  it('keeps the old slug working', async () => {
    await using service = await createCatalog();
    const { product } = await write(service, PRODUCT_UPSERT, buildInput());
    await write(service, PRODUCT_UPSERT, buildInput({ id: product.id, slug: 'summer-shirt' }));
    const { data } = await service.execute('{ productBySlug(slug: "linen-shirt") { id slug } }');
    expect(data.productBySlug).toEqual({ id: product.id, slug: 'summer-shirt' });
  });

  it('lets two variants of a product swap their skus', async () => {
    await using service = await createStocked([
      buildProduct('a', { variants: [{ sku: 'ONE' }, { sku: 'TWO' }] }),
    ]);
    const swap = [
      ['ONE', 'TWO', 'x'],
      ['TWO', 'ONE', 'y'],
    ].map(([from = '', sku, value]) => ({
      id: variantId(from),
      sku,
      selectedOptions: [{ name: 'o', value }],
      taxClass: 'standard',
    }));
    const { errors } = await write(
      service,
      PRODUCT_UPSERT,
      buildInput({
        id: productId('a'),
        options: [{ name: 'o', label: 'O', values: ['x', 'y'] }],
        variants: swap,
      }),
    );
    const { data } = await service.execute('{ variantBySku(sku: "TWO") { id } }');
    expect({ errors, id: data.variantBySku.id }).toEqual({ errors: [], id: variantId('ONE') });
  });

  it('shows the last of two writes in one request', async () => {
    await using service = await createCatalog();
    const { product } = await write(service, PRODUCT_UPSERT, buildInput());
    const { data } = await service.execute(
      `mutation ($one: ProductUpsertInput!, $two: ProductUpsertInput!) {
        one: productUpsert(input: $one) { product { name version } }
        two: productUpsert(input: $two) { product { name version } } }`,
      {
        one: buildInput({ id: product.id, translations: [{ locale: 'en', name: 'One' }] }),
        two: buildInput({ id: product.id, translations: [{ locale: 'en', name: 'Two' }] }),
      },
      MERCHANDISER,
    );
    expect([data.one.product, data.two.product]).toEqual([
      { name: 'One', version: 2 },
      { name: 'Two', version: 3 },
    ]);
  });
});

describe('refusals of productUpsert', () => {
  const taken = buildProduct('taken', { variants: [{ sku: 'TAKEN', gtin: '12345678' }] });
  const variant = { sku: 'X', selectedOptions: [], taxClass: 'standard' };

  it.each([
    ['no translation', { translations: [] }, 'ValidationError', ['translations']],
    [
      'an empty name',
      { translations: [{ locale: 'en', name: ' ' }] },
      'ValidationError',
      ['translations', '0', 'name'],
    ],
    [
      'a locale twice',
      {
        translations: [
          { locale: 'en', name: 'A' },
          { locale: 'en', name: 'B' },
        ],
      },
      'ValidationError',
      ['translations', '1', 'locale'],
    ],
    ['no variant', { variants: [] }, 'ValidationError', ['variants']],
    ['a sku twice', { variants: [variant, variant] }, 'ValidationError', ['variants', '1', 'sku']],
    ['a slug that is none', { slug: 'Not A Slug' }, 'ValidationError', ['slug']],
    ['a status that is none', { status: 'SOLD' }, 'ValidationError', ['status']],
    [
      'a gtin that is none',
      { variants: [{ ...variant, gtin: '123' }] },
      'ValidationError',
      ['variants', '0', 'gtin'],
    ],
    [
      'a negative weight',
      { variants: [{ ...variant, weightGrams: -1 }] },
      'ValidationError',
      ['variants', '0', 'weightGrams'],
    ],
    [
      'an option the product does not have',
      { variants: [{ ...variant, selectedOptions: [{ name: 'o', value: 'x' }] }] },
      'ValidationError',
      ['variants', '0', 'selectedOptions'],
    ],
    ['a version without an id', { expectedVersion: 1 }, 'ValidationError', ['expectedVersion']],
    ['an unknown id', { id: 'prod_gone' }, 'NotFoundError', ['id']],
    ['an unknown brand', { brandId: 'brand_gone' }, 'NotFoundError', ['brandId']],
    ['an unknown category', { categoryIds: ['cat_gone'] }, 'NotFoundError', ['categoryIds', '0']],
    [
      'a variant of another product',
      { variants: [{ ...variant, id: variantId('TAKEN') }] },
      'NotFoundError',
      ['variants', '0', 'id'],
    ],
    ['a slug that is taken', { slug: 'taken' }, 'DuplicateError', ['slug']],
    [
      'a sku that is taken',
      { variants: [{ ...variant, sku: 'TAKEN' }] },
      'DuplicateError',
      ['variants', '0', 'sku'],
    ],
    [
      'a gtin that is taken',
      { variants: [{ ...variant, gtin: '12345678' }] },
      'DuplicateError',
      ['variants', '0', 'gtin'],
    ],
  ])('name %s and change nothing', async (_, more, type, path) => {
    await using service = await createStocked([taken]);
    const before = await service.published();
    const { product, errors } = await write(service, PRODUCT_UPSERT, buildInput(more));
    const { data } = await service.execute('{ products { totalCount } }');
    expect({
      product,
      count: data.products.totalCount,
      published: await service.published(),
    }).toEqual({
      product: null,
      count: 1,
      published: before,
    });
    expect(errors[0]).toMatchObject({ __typename: type, path });
  });

  it('name who has the slug', async () => {
    await using service = await createStocked([taken]);
    const { errors } = await write(service, PRODUCT_UPSERT, buildInput({ slug: 'taken' }));
    expect(errors).toMatchObject([{ code: 'DUPLICATE', existingId: productId('taken') }]);
  });

  it('tell the version that another write has made', async () => {
    await using service = await createCatalog();
    const { product } = await write(service, PRODUCT_UPSERT, buildInput());
    await write(service, PRODUCT_UPSERT, buildInput({ id: product.id, expectedVersion: 1 }));
    const late = await write(
      service,
      PRODUCT_UPSERT,
      buildInput({ id: product.id, expectedVersion: 1 }),
    );
    expect(late).toMatchObject({
      product: null,
      errors: [{ __typename: 'ConflictError', code: 'CONFLICT', currentVersion: 2 }],
    });
  });
});
