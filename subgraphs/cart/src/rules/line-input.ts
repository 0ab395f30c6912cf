import { validationError } from '@supergraph/kit/user-errors';

import type { Attribute } from '#src/tables.ts';

import { attributesKeyOf, readAttributes } from './attributes.ts';
import { type CartError, lineLimitError, variantLimitError } from './errors.ts';
import { MAX_LINES, MAX_PER_VARIANT } from './limits.ts';

const MAX_ID_LENGTH = 64;

type Path = readonly (string | number)[];

export interface LineInput {
  readonly variantId: string;
  /** 1 when absent. */
  readonly quantity?: number | undefined;
  readonly attributes?: readonly Attribute[] | null | undefined;
}

/** Units that somebody wants, in checked form. */
export interface WantedLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly attributes: readonly Attribute[];
  readonly attributesKey: string;
}

export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly CartError[] };

/** Checks what an input says about new lines on its own, and names every fault. */
export function readLineInputs(inputs: readonly LineInput[]): Reading<readonly WantedLine[]> {
  if (inputs.length > MAX_LINES) {
    return { ok: false, errors: [lineLimitError(MAX_LINES, ['lines'])] };
  }
  const errors: CartError[] = [];
  const wanted = inputs.map((input, index) => {
    const path = ['lines', index];
    const { attributes, errors: faults } = readAttributes(input.attributes ?? [], [
      ...path,
      'attributes',
    ]);
    const { variantId, quantity = 1 } = input;
    errors.push(
      ...findIdFault(variantId, path),
      ...findQuantityFault(quantity, 1, path),
      ...faults,
    );
    return { variantId, quantity, attributes, attributesKey: attributesKeyOf(attributes) };
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: wanted };
}

export interface QuantityInput {
  readonly lineId: string;
  readonly quantity: number;
}

/** Checks new quantities by line; 0 is allowed and means no line. */
export function readQuantities(
  inputs: readonly QuantityInput[],
): Reading<ReadonlyMap<string, number>> {
  if (inputs.length > MAX_LINES) {
    return { ok: false, errors: [lineLimitError(MAX_LINES, ['lines'])] };
  }
  const errors: CartError[] = [];
  const quantityByLine = new Map<string, number>();
  for (const [index, { lineId, quantity }] of inputs.entries()) {
    const path = ['lines', index];
    errors.push(...findQuantityFault(quantity, 0, path));
    if (quantityByLine.has(lineId)) {
      errors.push(validationError('A line can have only one quantity.', [...path, 'lineId']));
    }
    quantityByLine.set(lineId, quantity);
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: quantityByLine };
}

function findIdFault(variantId: string, path: Path): CartError[] {
  const isId = variantId !== '' && variantId.length <= MAX_ID_LENGTH;
  return isId ? [] : [validationError('This is not the id of a variant.', [...path, 'variantId'])];
}

function findQuantityFault(quantity: number, lowest: 0 | 1, path: Path): CartError[] {
  const at = [...path, 'quantity'];
  if (quantity > MAX_PER_VARIANT) {
    return [variantLimitError(MAX_PER_VARIANT, at)];
  }
  return quantity >= lowest
    ? []
    : [validationError(`The quantity must be at least ${lowest}.`, at)];
}
