import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { createTestRegistry } from './registry-fixture.ts';

describe('publish', () => {
  it('makes the first version active', async () => {
    await using registry = await createTestRegistry();

    expect(await registry.publish({ products: PRODUCTS })).toMatchObject({
      outcome: 'ACTIVATED',
      activation: 1,
    });
  });
});
