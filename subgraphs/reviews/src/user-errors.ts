/** Too many texts or votes in a quarter of an hour; nothing was done. */
export function rateLimitedError(retryAfterMs: number) {
  const path: string[] = [];
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: 'Too many at once. Wait before the next one.',
    path,
    retryAfterMs,
  } as const;
}
