import type { LeafKind } from './shape.ts';

const MIN_INT = -2_147_483_648;
const MAX_INT = 2_147_483_647;

type IsLeaf = (value: unknown, values: ReadonlySet<unknown> | undefined) => boolean;

const IS_LEAF: Readonly<Record<LeafKind, IsLeaf>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
  Int: (value) => Number.isInteger(value) && Number(value) >= MIN_INT && Number(value) <= MAX_INT,
  Float: (value) => typeof value === 'number',
  Boolean: (value) => typeof value === 'boolean',
  enum: (value, values) => values?.has(value) === true,
  custom: () => true,
};

/** Whether a subgraph's JSON value is one of the leaf type. GraphQL specification, sections 3.5 and 3.9. */
export function isLeafValue(
  value: unknown,
  leaf: LeafKind,
  values: ReadonlySet<string> | undefined,
): boolean {
  return IS_LEAF[leaf](value, values);
}
