import type {
  conflictError,
  forbiddenError,
  notFoundError,
  validationError,
} from '@supergraph/kit/user-errors';

interface Illegal {
  readonly path: readonly string[];
  readonly state: string;
  readonly allowed: readonly string[];
}

/** Not possible in the state it has; `allowed` are the states that can follow. */
export function illegalStateError(message: string, { path, state, allowed }: Illegal) {
  return {
    __typename: 'IllegalStateError',
    code: 'ILLEGAL_STATE',
    message,
    path: copyOf(path),
    state,
    allowed: copyOf(allowed),
  } as const;
}

/** pricing certainly did not get the question. */
export function pricingUnavailableError() {
  return {
    __typename: 'ServiceUnavailableError',
    code: 'SERVICE_UNAVAILABLE',
    message: 'The service "pricing" does not answer. No voucher was issued; try again.',
    path: copyOf([]),
    service: 'pricing',
    retryAfterMs: 5000,
  } as const;
}

/** What a change to a ticket can be refused for, by its own rules. */
export type ChangeError =
  | ReturnType<typeof notFoundError>
  | ReturnType<typeof forbiddenError>
  | ReturnType<typeof validationError>
  | ReturnType<typeof conflictError>
  | ReturnType<typeof illegalStateError>;

function copyOf(texts: readonly string[]): string[] {
  return [...texts];
}
