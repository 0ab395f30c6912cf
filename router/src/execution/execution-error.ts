import type { TreePath } from './tree.ts';

/** An error of an answer, on its way to the client. */
export interface ExecutionError {
  readonly message: string;
  /** Where in the answer, under response names. */
  readonly path?: TreePath;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** An error with the places of the answer whose nulls it explains, under response names. */
export interface ReportedError extends ExecutionError {
  readonly covers: readonly TreePath[];
}

/** Whether one of two paths leads through the other. */
export function isOnOnePath(a: TreePath, b: TreePath): boolean {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    if (a[index] !== b[index]) {
      return false;
    }
  }
  return true;
}
