import { describe, expect, it } from 'vitest';

import {
  TREE,
  buildCategory,
  buildProduct,
  categoryId,
  createStocked,
  productId,
} from './build.ts';
import { CATEGORY_UPSERT, buildCategoryInput, write } from './build-write.ts';

const id = categoryId;

describe('categoryUpsert', () => {
  it('creates a category below another one', async () => {
    await using service = await createStocked(TREE);
    const { category } = await write(
      service,
      CATEGORY_UPSERT,
      buildCategoryInput({ parentId: id('leaf'), position: 3 }),
    );
    expect(category).toMatchObject({
      slug: 'shirts',
      name: 'Shirts',
      depth: 3,
      position: 3,
      path: [{ id: id('root') }, { id: id('middle') }, { id: id('leaf') }, { id: category.id }],
    });
  });

  it('takes along what is below a category that moves', async () => {
    await using service = await createStocked([...TREE, buildCategory('other')]);
    await write(
      service,
      CATEGORY_UPSERT,
      buildCategoryInput({ id: id('middle'), slug: 'middle', parentId: id('other') }),
    );
    const { data } = await service.execute(
      'query ($id: ID!) { category(id: $id) { depth path { id } } }',
      { id: id('leaf') },
    );
    expect(data.category).toEqual({
      depth: 2,
      path: [{ id: id('other') }, { id: id('middle') }, { id: id('leaf') }],
    });
  });

  it('publishes every category and product that moved along', async () => {
    await using service = await createStocked([
      ...TREE,
      buildCategory('other'),
      buildProduct('a', { categoryKeys: ['leaf'] }),
    ]);
    const before = (await service.published()).length;
    await write(
      service,
      CATEGORY_UPSERT,
      buildCategoryInput({ id: id('middle'), slug: 'middle', parentId: id('other') }),
    );
    const events = (await service.published()).slice(before);
    expect(events.map(({ type, key }) => [type, key])).toEqual([
      ['catalog.category.changed', id('middle')],
      ['catalog.category.changed', id('leaf')],
      ['catalog.product.upserted', productId('a')],
    ]);
    expect(events.at(-1)?.data).toMatchObject({
      ancestorCategoryIds: [id('other'), id('middle'), id('leaf')],
    });
  });

  it.each([
    [
      'a parent below itself',
      { id: id('root'), slug: 'root', parentId: id('leaf') },
      'ValidationError',
      ['parentId'],
    ],
    [
      'itself as parent',
      { id: id('root'), slug: 'root', parentId: id('root') },
      'ValidationError',
      ['parentId'],
    ],
    ['an unknown parent', { parentId: 'cat_gone' }, 'NotFoundError', ['parentId']],
    ['an unknown id', { id: 'cat_gone' }, 'NotFoundError', ['id']],
    ['a slug that is taken', { slug: 'leaf' }, 'DuplicateError', ['slug']],
    [
      'a version that is over',
      { id: id('root'), slug: 'root', expectedVersion: 9 },
      'ConflictError',
      ['expectedVersion'],
    ],
    ['no translation', { translations: [] }, 'ValidationError', ['translations']],
    ['a negative position', { position: -1 }, 'ValidationError', ['position']],
  ])('refuses %s and changes nothing', async (_, more, type, path) => {
    await using service = await createStocked(TREE);
    const before = await service.published();
    const { category, errors } = await write(service, CATEGORY_UPSERT, buildCategoryInput(more));
    expect({ category, published: await service.published() }).toEqual({
      category: null,
      published: before,
    });
    expect(errors).toMatchObject([{ __typename: type, path }]);
  });
});
