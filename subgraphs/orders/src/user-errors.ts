import type { notFoundError, validationError } from '@supergraph/kit/user-errors';

/** Not possible in the state it has; `allowed` are the states that can follow. */
export function illegalStateError(
  message: string,
  {
    path,
    state,
    allowed,
  }: {
    readonly path: readonly string[];
    readonly state: string;
    readonly allowed: readonly string[];
  },
) {
  return {
    __typename: 'IllegalStateError',
    code: 'ILLEGAL_STATE',
    message,
    path: copyOf(path),
    state,
    allowed: copyOf(allowed),
  } as const;
}

/** Too many tries to open an order; nothing was checked. */
export function rateLimitedError(retryAfterMs: number) {
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: TOO_MANY,
    path: copyOf([]),
    retryAfterMs,
  } as const;
}

export const TOO_MANY = 'Too many tries to open an order. Wait before the next one.';

/** What a change to an order can be refused for, by its own rules. */
export type ChangeError =
  | ReturnType<typeof notFoundError>
  | ReturnType<typeof validationError>
  | ReturnType<typeof illegalStateError>;

function copyOf(texts: readonly string[]): string[] {
  return [...texts];
}
