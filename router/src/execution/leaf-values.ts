import type { LeafKind } from './shape.ts';

const MAX_INT = 2_147_483_647;

/** Whether a subgraph's JSON value is one of the leaf type. GraphQL specification, sections 3.5 and 3.9. */
export function isLeafValue(
  value: unknown,
  leaf: LeafKind,
  values: ReadonlySet<string> | undefined,
): boolean {
  switch (leaf) {
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    case 'Int':
      return Number.isInteger(value) && Math.abs(value as number) <= MAX_INT + 1;
    case 'Float':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'enum':
      return typeof value === 'string' && values?.has(value) === true;
    case 'custom':
      return true;
  }
}
