import type { AnsweredFetch, FetchOutcome, LostFetch, SubgraphError } from './scope.ts';

export interface RawAnswer {
  readonly subgraph: string;
  readonly status: number;
  readonly text: string;
  readonly isMutation: boolean;
  /** How many entities were asked for; undefined when the fetch is not an entity fetch. */
  readonly entityCount: number | undefined;
}

/** Codes of a refused request that are about the client's values, which the subgraph alone can check (custom scalars). */
const CLIENT_FAULTS = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);
const GATEWAY_STATUSES = new Set([502, 503, 504]);

/** What a subgraph's HTTP answer means. Whatever it sends, this gives an outcome and does not throw. */
export function readAnswer(raw: RawAnswer): FetchOutcome {
  const body = parseObject(raw.text);
  const errors = readErrors(body?.['errors'], raw.subgraph);
  const data = body?.['data'];
  if (isRecord(data)) {
    return hasEntities(data, raw.entityCount) ? answer(data, errors) : loseInvalid(raw);
  }
  if (errors.length === 0) {
    return isOk(raw) ? loseInvalid(raw) : loseFailed(raw, `HTTP status ${raw.status}`);
  }
  const isExecuted = data === null && isOk(raw);
  return isExecuted || errors.every(isClientFault) ? answer(null, errors) : loseFailed(raw, errors);
}

function isOk({ status }: RawAnswer): boolean {
  return status >= 200 && status < 300;
}

function isClientFault({ extensions }: SubgraphError): boolean {
  return CLIENT_FAULTS.has(String(extensions['code']));
}

function answer(
  data: Record<string, unknown> | null,
  errors: readonly SubgraphError[],
): AnsweredFetch {
  return { kind: 'answered', data, errors };
}

function loseInvalid({ subgraph, status }: RawAnswer): LostFetch {
  return {
    kind: 'lost',
    code: 'SUBGRAPH_INVALID_RESPONSE',
    message: `The subgraph "${subgraph}" sent an answer that cannot be read.`,
    retryable: false,
    cause: `HTTP status ${status}, without the data that GraphQL asks for`,
  };
}

function loseFailed({ subgraph, status, isMutation }: RawAnswer, cause: unknown): LostFetch {
  return GATEWAY_STATUSES.has(status)
    ? {
        kind: 'lost',
        code: 'SUBGRAPH_UNAVAILABLE',
        message: `The subgraph "${subgraph}" is not available.`,
        retryable: !isMutation,
        cause,
      }
    : {
        kind: 'lost',
        code: 'SUBGRAPH_ERROR',
        message: `The subgraph "${subgraph}" did not serve the request.`,
        retryable: false,
        cause,
      };
}

/** Of an error's extensions, what describes the process behind the subgraph rather than the failure. */
const INTERNAL_EXTENSIONS = new Set(['http', 'stacktrace', 'exception', 'serviceName']);

function readErrors(value: unknown, subgraph: string): SubgraphError[] {
  const errors = Array.isArray(value) ? value.filter(isRecord) : [];
  return errors.map(({ message, path, extensions }) => ({
    message: typeof message === 'string' ? message : 'Unknown error',
    // Where the error stands in the subgraph's own query means nothing to the client, so `locations` is left out.
    ...(Array.isArray(path) && { path: path.filter(isPathPart) }),
    extensions: {
      ...Object.fromEntries(
        Object.entries(isRecord(extensions) ? extensions : {}).filter(
          ([key]) => !INTERNAL_EXTENSIONS.has(key),
        ),
      ),
      subgraph,
    },
  }));
}

function hasEntities(data: Record<string, unknown>, count: number | undefined): boolean {
  const entities = data['_entities'];
  return count === undefined || (Array.isArray(entities) && entities.length === count);
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
