import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { buildProduct, createCatalog, createStocked, productId, variantId } from './build.ts';
import { PRODUCT_ARCHIVE, PRODUCT_UPSERT, buildInput, write } from './build-write.ts';

describe('who may write', () => {
  it.each([
    ['FORBIDDEN', 'a customer', { claims: buildClaims() }],
    ['FORBIDDEN', 'an agent', { claims: buildClaims({ scopes: ['support:agent'] }) }],
    ['UNAUTHENTICATED', 'nobody', { claims: null }],
  ])('says %s to %s', async (code, _, request) => {
    await using service = await createCatalog();
    const { errors } = await service.execute(PRODUCT_UPSERT, { input: buildInput() }, request);
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
    expect(await service.published()).toEqual([]);
  });
});

describe('idempotency', () => {
  it('answers a repeated call with the product of the first', async () => {
    await using service = await createCatalog();
    const input = buildInput();
    const first = await write(service, PRODUCT_UPSERT, input);
    expect(await write(service, PRODUCT_UPSERT, input)).toEqual(first);
    expect(await service.published()).toHaveLength(1);
  });

  it('refuses a key that was used with other input', async () => {
    await using service = await createCatalog();
    const input = buildInput();
    await write(service, PRODUCT_UPSERT, input);
    const { product, errors } = await write(service, PRODUCT_UPSERT, { ...input, slug: 'other' });
    expect({ product, code: errors[0].code }).toEqual({
      product: null,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });
});

describe('productArchive', () => {
  const archive = (id: string, more: object = {}) => ({
    idempotencyKey: `archive-${Math.random()}`.replace('.', ''),
    id,
    ...more,
  });

  it('takes a product off sale and tells its variants', async () => {
    await using service = await createStocked([buildProduct('a')]);
    const { product } = await write(service, PRODUCT_ARCHIVE, archive(productId('a')));
    expect(product).toEqual({ id: productId('a'), status: 'ARCHIVED', version: 2 });
    expect((await service.published()).at(-1)).toEqual({
      type: 'catalog.product.archived',
      key: productId('a'),
      data: { productId: productId('a'), variantIds: [variantId('A')] },
    });
  });

  it('publishes nothing for a product that is archived', async () => {
    await using service = await createStocked([buildProduct('a', { status: 'ARCHIVED' })]);
    const before = await service.published();
    const { errors } = await write(service, PRODUCT_ARCHIVE, archive(productId('a')));
    expect({ errors, published: await service.published() }).toEqual({
      errors: [],
      published: before,
    });
  });

  it.each([
    ['NotFoundError', 'prod_gone', {}],
    ['ConflictError', productId('a'), { expectedVersion: 7 }],
  ])('answers %s', async (type, id, more) => {
    await using service = await createStocked([buildProduct('a')]);
    const { product, errors } = await write(service, PRODUCT_ARCHIVE, archive(id, more));
    expect(product).toBeNull();
    expect(errors).toMatchObject([{ __typename: type }]);
  });
});
