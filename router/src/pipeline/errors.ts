import type { GraphQLFormattedError } from 'graphql';

/**
 * Every code the router itself puts into `extensions.code`: the HTTP status when it ends the whole request, and
 * whether its message may be shown in production. What subgraphs say has a table of its own in the kit.
 */
export const ROUTER_ERROR_CODES = {
  BAD_REQUEST: {
    status: 400,
    exposed: true,
    meaning: 'The HTTP request is not a GraphQL request.',
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    exposed: true,
    meaning: 'The document is not GraphQL, or has too many tokens.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    exposed: true,
    meaning: 'The operation does not fit the schema.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    exposed: true,
    meaning: 'The document has no such operation.',
  },
  BAD_USER_INPUT: {
    status: 400,
    exposed: true,
    meaning: 'A variable is unknown or has a value of the wrong type.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 200,
    exposed: true,
    meaning: 'Persisted queries are off: send the text.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    exposed: true,
    meaning: 'The hash is not known yet: send it once more, with the text.',
  },
  PERSISTED_QUERY_HASH_MISMATCH: {
    status: 400,
    exposed: true,
    meaning: 'The hash or id belongs to another text.',
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    status: 400,
    exposed: true,
    meaning: 'No persisted document has this id.',
  },
  PERSISTED_QUERY_ID_REQUIRED: {
    status: 400,
    exposed: true,
    meaning: 'Only persisted documents run here, by their id.',
  },
  QUERY_NOT_IN_SAFELIST: {
    status: 400,
    exposed: true,
    meaning: 'Only persisted documents run here, and this text is none.',
  },
  OPERATION_TOO_DEEP: {
    status: 400,
    exposed: true,
    meaning: 'Fields are nested deeper than limits.depth.',
  },
  TOO_MANY_FIELDS: { status: 400, exposed: true, meaning: 'More fields than limits.fields.' },
  TOO_MANY_ENTITIES: {
    status: 400,
    exposed: true,
    meaning: 'Lists in lists may answer more objects than limits.entities.',
  },
  TOO_MANY_ALIASES: { status: 400, exposed: true, meaning: 'More aliases than limits.aliases.' },
  TOO_MANY_ROOT_FIELDS: {
    status: 400,
    exposed: true,
    meaning: 'More root fields than limits.rootFields.',
  },
  TOO_MANY_DIRECTIVES: {
    status: 400,
    exposed: true,
    meaning: 'More directives than limits.directives.',
  },
  SUBSCRIPTIONS_NOT_SUPPORTED: {
    status: 400,
    exposed: true,
    meaning: 'Subscriptions are not served.',
  },
  UNAUTHENTICATED: {
    status: 401,
    exposed: true,
    meaning: 'The token is not one that this graph trusts, or a field needs one.',
  },
  TOKEN_EXPIRED: {
    status: 401,
    exposed: true,
    meaning: 'The token has expired: refresh it, then send again.',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    status: 403,
    exposed: true,
    meaning:
      'The caller lacks what the field needs: `missingScopes` and `missingPolicies` name it.',
  },
  CSRF_PREVENTED: {
    status: 403,
    exposed: true,
    meaning: 'A browser could have sent this without preflight.',
  },
  NOT_FOUND: { status: 404, exposed: true, meaning: 'There is no such path.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    exposed: true,
    meaning: 'The path does not serve this method.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    exposed: true,
    meaning: 'The Accept header names no format that is served.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    exposed: true,
    meaning: 'The body is larger than listen.maxBodyBytes.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    exposed: true,
    meaning: 'The body is not application/json in UTF-8.',
  },
  PLAN_FAILED: {
    status: 400,
    exposed: true,
    meaning:
      'There are too many ways to the fields of the operation, or none to one of them; the log has the cause.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    exposed: false,
    meaning: 'A fault of the router; the log has its cause.',
  },
  AUTHENTICATION_UNAVAILABLE: {
    status: 503,
    exposed: true,
    meaning: 'The keys that prove tokens are out of reach.',
  },
  NOT_READY: {
    status: 503,
    exposed: true,
    meaning: 'No supergraph is loaded, or the router is stopping.',
  },
  SUBGRAPH_UNAVAILABLE: { status: 200, exposed: true, meaning: 'A subgraph could not be reached.' },
  SUBGRAPH_TIMEOUT: { status: 200, exposed: true, meaning: 'A subgraph did not answer in time.' },
  SUBGRAPH_INVALID_RESPONSE: {
    status: 200,
    exposed: true,
    meaning: 'A subgraph answered, but not with GraphQL.',
  },
  SUBGRAPH_ERROR: {
    status: 200,
    exposed: true,
    meaning: 'A subgraph failed, or refused the router.',
  },
} as const;

export type RouterErrorCode = keyof typeof ROUTER_ERROR_CODES;

export interface PipelineErrorOptions {
  /** What the client reads instead of the one message: of a document, every fault with its place. */
  readonly errors?: readonly GraphQLFormattedError[];
  readonly cause?: unknown;
  /** Sent with the refusal, such as www-authenticate. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure of one stage. Its code decides the status and what the client may read, in the table above. */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
  readonly code: RouterErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly GraphQLFormattedError[] | undefined;

  constructor(code: RouterErrorCode, message: string, options: PipelineErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.headers = options.headers ?? {};
    this.errors = options.errors;
  }

  get status(): number {
    return ROUTER_ERROR_CODES[this.code].status;
  }
}

/** Anything thrown, as a PipelineError: what no stage foresaw is an internal error with its cause. */
export function toPipelineError(error: unknown): PipelineError {
  return error instanceof PipelineError
    ? error
    : new PipelineError('INTERNAL_SERVER_ERROR', 'Internal server error', { cause: error });
}

export function isRouterErrorCode(code: unknown): code is RouterErrorCode {
  return typeof code === 'string' && Object.hasOwn(ROUTER_ERROR_CODES, code);
}
