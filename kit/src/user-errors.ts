// Expected failures of a mutation: members of its payload's `errors`, returned and not thrown. `path` points into `input`.

type Path = readonly (string | number)[];

export function validationError(message: string, path: Path = []) {
  return {
    __typename: 'ValidationError',
    code: 'VALIDATION',
    message,
    path: toPath(path),
  } as const;
}

export function notFoundError(message: string, path: Path = []) {
  return { __typename: 'NotFoundError', code: 'NOT_FOUND', message, path: toPath(path) } as const;
}

export function forbiddenError(message: string, path: Path = []) {
  return { __typename: 'ForbiddenError', code: 'FORBIDDEN', message, path: toPath(path) } as const;
}

/** The entity moved on: the client reads again and retries with `currentVersion`. */
export function conflictError(message: string, path: Path, currentVersion: number) {
  return {
    __typename: 'ConflictError',
    code: 'CONFLICT',
    message,
    path: toPath(path),
    currentVersion,
  } as const;
}

/** What a client is told when `runIdempotent` did not run its call. */
export function idempotencyError(
  outcome:
    | { readonly status: 'reused' }
    | { readonly status: 'in progress'; readonly retryAfterMs: number },
) {
  const path = ['idempotencyKey'];
  return outcome.status === 'reused'
    ? ({
        __typename: 'IdempotencyError',
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: 'This idempotency key was used with other input.',
        path,
        retryAfterMs: null,
      } as const)
    : ({
        __typename: 'IdempotencyError',
        code: 'IDEMPOTENCY_IN_PROGRESS',
        message: 'The first call with this idempotency key is still running.',
        path,
        retryAfterMs: outcome.retryAfterMs,
      } as const);
}

function toPath(path: Path): string[] {
  return path.map(String);
}
