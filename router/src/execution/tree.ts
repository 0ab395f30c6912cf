/** What fetches have put together of an answer so far, under the keys of planning/tree-keys.ts. */
export interface Tree {
  [key: string]: unknown;
}

export type TreePath = readonly (string | number)[];

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
