import { describe, expect, it } from 'vitest';

import { toLabel } from './labels.ts';

describe('toLabel', () => {
  it.each([
    ['size', 'Size'],
    ['returnPolicy', 'Return policy'],
    ['screen_size-inch', 'Screen size inch'],
    ['', ''],
  ])('reads "%s" as "%s"', (code, label) => {
    expect(toLabel(code)).toBe(label);
  });
});
