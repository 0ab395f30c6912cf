export type AttributeKind = 'TERM' | 'NUMBER' | 'BOOLEAN';

const NUMBER_FORM = /^-?\d{1,15}(\.\d{1,8})?$/u;
/** Longer values are sentences: nobody narrows a list by one. */
const MAX_FACET_LENGTH = 60;

export interface AttributeFacts {
  readonly kind: AttributeKind;
  readonly num: number | null;
  readonly facetable: boolean;
}

/** What a value says about its attribute. */
export function describeValue(value: string): AttributeFacts {
  const facetable = value.length <= MAX_FACET_LENGTH;
  if (value === 'true' || value === 'false') {
    return { kind: 'BOOLEAN', num: null, facetable };
  }
  const num = NUMBER_FORM.test(value) ? Number(value) : null;
  return { kind: num === null ? 'TERM' : 'NUMBER', num, facetable };
}
