// Expected failures that only this service knows: members of `AuthError`, returned and not thrown.

export function credentialsError(path: readonly string[] = []) {
  return {
    __typename: 'CredentialsError',
    code: 'CREDENTIALS_INVALID',
    message: 'E-mail and password do not belong together.',
    path: copyOf(path),
  } as const;
}

/** The password of the signed-in customer, asked for once more at `field`, is another. */
export function wrongPasswordError(field: string) {
  return { ...credentialsError([field]), message: 'This is not your password.' } as const;
}

export function tokenError(reason: 'invalid' | 'expired', path: readonly string[] = ['token']) {
  const expired = reason === 'expired';
  return {
    __typename: 'TokenError',
    code: expired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID',
    message: expired ? 'The token has expired.' : 'The token is not valid, or not any more.',
    path: copyOf(path),
    expired,
  } as const;
}

export function emailTakenError(path: readonly string[] = ['email']) {
  return {
    __typename: 'EmailTakenError',
    code: 'EMAIL_TAKEN',
    message: 'There is an account with this e-mail address.',
    path: copyOf(path),
  } as const;
}

export function passwordPolicyError(requirements: readonly string[], path: readonly string[]) {
  return {
    __typename: 'PasswordPolicyError',
    code: 'PASSWORD_POLICY',
    message: 'The password is not good enough.',
    path: copyOf(path),
    requirements: copyOf(requirements),
  } as const;
}

export function rateLimitedError(retryAfterMs: number) {
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: 'Too many tries.',
    path: copyOf([]),
    retryAfterMs,
  } as const;
}

// A literal in an `as const` object would be read-only; generated types are not.
function copyOf(texts: readonly string[]): string[] {
  return [...texts];
}
