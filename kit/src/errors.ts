import { GraphQLError } from 'graphql';

/**
 * Every code a subgraph can put into `extensions.code`: the HTTP status when the whole request fails, and what it means.
 * Adding or removing one is an API change: docs/errors.md lists them, and a test keeps it equal to this table.
 */
export const ERROR_CODES = {
  VALIDATION: {
    status: 400,
    meaning: 'A value is not what the field or route takes; the message says what is.',
  },
  UNAUTHENTICATED: { status: 401, meaning: 'The field needs a signed-in caller.' },
  SIGNATURE_INVALID: {
    status: 401,
    meaning: 'The request is not signed by a caller this service knows.',
  },
  SIGNATURE_EXPIRED: {
    status: 401,
    meaning: 'The signature is more than 60 seconds away from now.',
  },
  REQUEST_REPLAYED: { status: 401, meaning: 'This very signature was received before.' },
  FORBIDDEN: {
    status: 403,
    meaning: 'The caller is known but lacks the scopes, or is not the owner.',
  },
  CALLER_NOT_ALLOWED: {
    status: 403,
    meaning: 'The service that calls is not in the list of this route.',
  },
  NOT_FOUND: {
    status: 404,
    meaning: 'There is no such thing, or none that this caller may know of.',
  },
  CONFLICT: { status: 409, meaning: 'The state moved on, or a key was used with other input.' },
  PAYLOAD_TOO_LARGE: { status: 413, meaning: 'The body is larger than the service reads.' },
  RATE_LIMITED: { status: 429, meaning: 'Too many tries; wait as long as the answer says.' },
  UPSTREAM_UNAVAILABLE: {
    status: 503,
    meaning: 'Software of others that this needs does not answer; try again.',
  },
  DEADLINE_EXCEEDED: { status: 504, meaning: 'The caller no longer waits for this request.' },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A failure the caller caused and may read. Anything else that is thrown is masked. */
export class ClientError extends GraphQLError {
  override readonly name = 'ClientError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message, { extensions: { ...details, code } });
    this.code = code;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}
