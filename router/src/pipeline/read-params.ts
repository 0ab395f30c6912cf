import { PipelineError } from './errors.ts';
import type { OperationParams } from './facts.ts';
import { type RouterRequest, readHeader } from './http-message.ts';
import { isNestedDeeper } from './json-depth.ts';

const MAX_JSON_LEVELS = 100;

/** Reads the parameters of a GET or POST. Throws BAD_REQUEST, METHOD_NOT_ALLOWED or UNSUPPORTED_MEDIA_TYPE. */
export function readParams(request: RouterRequest): OperationParams {
  switch (request.method) {
    case 'GET':
      return readQuery(request);
    case 'POST':
      return readBody(request);
    default:
      throw new PipelineError('METHOD_NOT_ALLOWED', 'Send GraphQL by GET or POST.', {
        headers: { allow: 'GET, POST' },
      });
  }
}

function readQuery({ url }: RouterRequest): OperationParams {
  const search = new URLSearchParams(url.slice(url.includes('?') ? url.indexOf('?') : url.length));
  const read = (name: string): string | undefined => {
    const values = search.getAll(name);
    if (values.length > 1) {
      throw new PipelineError('BAD_REQUEST', `The parameter "${name}" stands more than once.`);
    }
    return values[0];
  };
  const readJson = (name: string): unknown => {
    const text = read(name);
    return text === undefined ? undefined : parseJson(text, `The parameter "${name}" is not JSON.`);
  };
  return createParams('GET', {
    query: read('query'),
    documentId: read('documentId'),
    operationName: read('operationName'),
    variables: readJson('variables'),
    extensions: readJson('extensions'),
  });
}

function readBody({ headers, body }: RouterRequest): OperationParams {
  assertJson(readHeader(headers, 'content-type') ?? '');
  if ((readHeader(headers, 'content-encoding') ?? 'identity') !== 'identity') {
    throw new PipelineError('UNSUPPORTED_MEDIA_TYPE', 'Send the body without a content-encoding.');
  }
  const parsed = parseJson(body.toString('utf8'), 'The body is not JSON.');
  if (Array.isArray(parsed)) {
    throw new PipelineError('BAD_REQUEST', 'Send one operation a request: batching is off.');
  }
  if (!isRecord(parsed)) {
    throw new PipelineError('BAD_REQUEST', 'The body must be a JSON object with "query".');
  }
  return createParams('POST', parsed);
}

function assertJson(contentType: string): void {
  const [type, ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (
    type !== 'application/json' ||
    (charset !== undefined && !/^charset="?utf-8"?$/u.test(charset))
  ) {
    throw new PipelineError(
      'UNSUPPORTED_MEDIA_TYPE',
      'Send the body as application/json in UTF-8.',
    );
  }
}

function createParams(method: 'GET' | 'POST', from: Record<string, unknown>): OperationParams {
  const text = readText(from, 'query');
  const query = text === undefined || text.trim() === '' ? undefined : text;
  const documentId = readText(from, 'documentId');
  const extensions = readRecord(from, 'extensions');
  if (query === undefined && documentId === undefined && !extensions?.['persistedQuery']) {
    throw new PipelineError('BAD_REQUEST', 'The request has no "query".');
  }
  return {
    method,
    query,
    documentId,
    operationName: readText(from, 'operationName'),
    variables: readRecord(from, 'variables'),
    extensions,
  };
}

function readText(from: Record<string, unknown>, name: string): string | undefined {
  const value = from[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') {
    throw new PipelineError('BAD_REQUEST', `"${name}" must be a string.`);
  }
  return value;
}

function readRecord(
  from: Record<string, unknown>,
  name: string,
): Record<string, unknown> | undefined {
  const value = from[name] ?? undefined;
  if (value !== undefined && !isRecord(value)) {
    throw new PipelineError('BAD_REQUEST', `"${name}" must be an object.`);
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string, message: string): unknown {
  if (isNestedDeeper(text, MAX_JSON_LEVELS)) {
    throw new PipelineError(
      'BAD_REQUEST',
      `The JSON is nested deeper than ${MAX_JSON_LEVELS} levels.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause, which quotes the text: a password in it would be logged.
    throw new PipelineError('BAD_REQUEST', message);
  }
}
