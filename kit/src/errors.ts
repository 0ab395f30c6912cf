import { GraphQLError } from 'graphql';

/**
 * Every code a subgraph can put into `extensions.code`, with the HTTP status used when the whole request fails.
 * Adding or removing one is an API change: docs/errors.md lists them, and a test keeps it equal to this table.
 */
export const STATUS_BY_CODE = {
  VALIDATION: 400,
  UNAUTHENTICATED: 401,
  SIGNATURE_INVALID: 401,
  SIGNATURE_EXPIRED: 401,
  REQUEST_REPLAYED: 401,
  FORBIDDEN: 403,
  CALLER_NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  DEADLINE_EXCEEDED: 504,
} as const;

export type ErrorCode = keyof typeof STATUS_BY_CODE;

/** A failure the caller caused and may read. Anything else that is thrown is masked. */
export class ClientError extends GraphQLError {
  override readonly name = 'ClientError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message, { extensions: { ...details, code } });
    this.code = code;
  }

  get status(): number {
    return STATUS_BY_CODE[this.code];
  }
}
