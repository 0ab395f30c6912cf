const RETRY_AFTER_MS = 2000;

/** Not in the state it has. */
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
    path: [...path] as string[],
    state,
    allowed: [...allowed] as string[],
  } as const;
}

/** Software of others does not answer. Nothing was changed. */
export function serviceUnavailableError(service: string) {
  return {
    __typename: 'ServiceUnavailableError',
    code: 'SERVICE_UNAVAILABLE',
    message: `The ${service} does not answer. Nothing was changed; try again.`,
    path: [] as string[],
    service,
    retryAfterMs: RETRY_AFTER_MS,
  } as const;
}
