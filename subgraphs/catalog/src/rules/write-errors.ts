import type { conflictError, notFoundError, validationError } from '@supergraph/kit/user-errors';

/** Something unique belongs to something else already. */
export function duplicateError(
  message: string,
  path: readonly (string | number)[],
  existingId: string,
) {
  return {
    __typename: 'DuplicateError',
    code: 'DUPLICATE',
    message,
    path: path.map(String),
    existingId,
  } as const;
}

export type WriteError =
  | ReturnType<typeof validationError>
  | ReturnType<typeof notFoundError>
  | ReturnType<typeof conflictError>
  | ReturnType<typeof duplicateError>;

/** What a write did: the id of what it wrote, or why it wrote nothing. */
export interface WriteOutcome {
  readonly id: string | null;
  readonly errors: readonly WriteError[];
}

export const done = (id: string): WriteOutcome => ({ id, errors: [] });
export const refused = (...errors: WriteError[]): WriteOutcome => ({ id: null, errors });
