import { validationError } from '@supergraph/kit/user-errors';

import type { Attribute } from '#src/tables.ts';

import type { CartError } from './errors.ts';
import { MAX_ATTRIBUTES, MAX_ATTRIBUTE_KEY, MAX_ATTRIBUTE_VALUE } from './limits.ts';
import { readFilledLine } from './text.ts';

type Path = readonly (string | number)[];

export interface AttributesReading {
  /** Sorted by key, so that the order of writing makes no second line. */
  readonly attributes: readonly Attribute[];
  readonly errors: readonly CartError[];
}

/** Checks the attributes of one line. `path` leads to the list. */
export function readAttributes(input: readonly Attribute[], path: Path): AttributesReading {
  if (input.length > MAX_ATTRIBUTES) {
    return {
      attributes: [],
      errors: [validationError(`At most ${MAX_ATTRIBUTES} attributes.`, path)],
    };
  }
  const errors: CartError[] = [];
  const valueByKey = new Map<string, string>();
  for (const [index, attribute] of input.entries()) {
    const key = readFilledLine(attribute.key, MAX_ATTRIBUTE_KEY);
    const value = readFilledLine(attribute.value, MAX_ATTRIBUTE_VALUE);
    if (!key.ok) {
      errors.push(validationError(key.reason, [...path, index, 'key']));
    } else if (!value.ok) {
      errors.push(validationError(value.reason, [...path, index, 'value']));
    } else if (valueByKey.has(key.value)) {
      errors.push(validationError(`The key "${key.value}" occurs twice.`, [...path, index, 'key']));
    } else {
      valueByKey.set(key.value, value.value);
    }
  }
  const attributes = [...valueByKey].map(([key, value]) => ({ key, value }));
  return {
    attributes: attributes.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    errors,
  };
}

/** Equal for equal attributes: with the variant it says which line of a cart is meant. */
export function attributesKeyOf(sorted: readonly Attribute[]): string {
  return JSON.stringify(sorted.map(({ key, value }) => [key, value]));
}
