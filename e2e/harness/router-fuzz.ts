import type { SentRequest } from './router-client.ts';
import { VALID_DOCUMENTS, breakDocument, twistDocument } from './router-fuzz-documents.ts';
import { ODD_NAMES } from './router-odd-graph.ts';
import type { Random } from './random.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const METHODS = 'GET POST PUT DELETE PATCH OPTIONS HEAD TRACE PROPFIND SEARCH M-SEARCH LINK'.split(
  ' ',
);
const PATHS = [
  '/',
  '/graphql/',
  '/graphql/web',
  '/graphql//',
  '//graphql',
  '/GRAPHQL',
  '/health/live',
  '/health/ready',
  '/health/constructor',
  '/metrics',
  '/index.html',
  '/assets/x.js',
  '/%',
  '/%00',
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc/passwd',
  '/graphql/__proto__',
  '/constructor',
  '/%2e%2e/package.json',
  '/assets/..\\..\\package.json',
  'http://[::1/graphql',
  '*',
  '/a?b?c#d',
];
const HEADER_NAMES = [
  ...'accept content-type content-encoding authorization cookie origin traceparent tracestate'.split(
    ' ',
  ),
  ...'x-request-id x-correlation-id x-visitor-id x-client-name x-client-version x-forwarded-for'.split(
    ' ',
  ),
  ...'x-graph-claims x-http-method-override apollo-require-preflight apollographql-client-name'.split(
    ' ',
  ),
  ...'access-control-request-method if-none-match range x-locale x-deadline constructor __proto__'.split(
    ' ',
  ),
  ...'sec-fetch-site referer accept-encoding user-agent x-apollo-operation-name forwarded via'.split(
    ' ',
  ),
];
const HEADER_VALUES = [
  '',
  '*/*',
  'application/json',
  'text/html',
  'application/graphql-response+json;q=0',
  ';;;,,,',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'gzip',
  'null',
  'é\u00FF',
  'Bearer x',
  'Bearer a.b.c',
  'Basic OjpA',
  'Bearer ',
  'a=b; __proto__=1; visitor_id=%00',
  'bytes=0-',
  '00-00000000000000000000000000000000-0000000000000000-00',
  '__proto__',
  'https://evil.example',
  'x'.repeat(3000),
  '1.1.1.1, ::1, nonsense',
  '"\\',
  'application/json;'.repeat(50),
  '-1',
  '1e9',
];
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  2 ** 31,
  'x',
  '',
  [],
  {},
  [[]],
  [null],
  '__proto__',
  '\u0000',
  '\uD800',
  { constructor: { prototype: null } },
  { length: 1e9 },
  ['then'],
  { toString: 1, valueOf: 1 },
];

/** One request that hardly any client would send. */
export function makeRequest(random: Random): SentRequest {
  return random.pick(KINDS)(random);
}

const KINDS: readonly ((random: Random) => SentRequest)[] = [
  ...Array.from({ length: 6 }, () => postDocument),
  ...Array.from({ length: 8 }, () => postTwisted),
  postParams,
  postParams,
  postBrokenJson,
  postBrokenJson,
  postBytes,
  getDocument,
  getDocument,
  getAnything,
  anyMethod,
  anyHeaders,
  anyHeaders,
];

function postDocument(random: Random): SentRequest {
  const variables = random.is(0.5) ? { id: '1', on: true } : makeVariables(random);
  const params = {
    query: breakDocument(random),
    variables: random.is(0.7) ? variables : undefined,
  };
  return { headers: JSON_TYPE, body: JSON.stringify(params) };
}

function postTwisted(random: Random): SentRequest {
  const variables = { id: random.pick(['1', '7', 'none', ...ODD_NAMES]), on: random.is(0.5) };
  const params = { query: twistDocument(random), variables, operationName: undefined };
  return { headers: JSON_TYPE, body: JSON.stringify(params) };
}

function postParams(random: Random): SentRequest {
  const params = {
    query: random.is(0.8) ? random.pick(VALID_DOCUMENTS) : random.pick(VALUES),
    variables: random.is(0.7) ? makeVariables(random) : random.pick(VALUES),
    operationName: random.is(0.5) ? random.pick([...ODD_NAMES, 'A', 'B']) : random.pick(VALUES),
    extensions: random.is(0.3) ? { persistedQuery: makePersisted(random) } : random.pick(VALUES),
    documentId: random.is(0.9) ? undefined : random.pick([...ODD_NAMES, ...VALUES]),
    [random.pick(ODD_NAMES)]: random.pick(VALUES),
  };
  const kept = Object.entries(params).filter(([name]) => name === 'query' || random.is(0.5));
  return { headers: JSON_TYPE, body: writeEntries(kept) };
}

function postBrokenJson(random: Random): SentRequest {
  const { body = '' } = random.is(0.5) ? postParams(random) : postDocument(random);
  const bytes = Buffer.from(body);
  for (let left = 1 + random.below(8); left > 0 && bytes.length > 0; left -= 1) {
    bytes[random.below(bytes.length)] = random.is(0.5)
      ? random.below(256)
      : random.pick([...Buffer.from('{}[]",:\\0tfn')]);
  }
  const cut = random.is(0.3) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
  return {
    headers: JSON_TYPE,
    body: random.is(0.1) ? '['.repeat(random.below(50_000)) : cut,
  };
}

function postBytes(random: Random): SentRequest {
  return { headers: JSON_TYPE, body: random.bytes(random.below(2000)) };
}

function getDocument(random: Random): SentRequest {
  const query = random.is(0.6) ? breakDocument(random) : random.pick(VALID_DOCUMENTS);
  const search = new URLSearchParams({ query: query.slice(0, 2000).toWellFormed() });
  search.set('variables', JSON.stringify(makeVariables(random)).slice(0, 500 - random.below(400)));
  return {
    method: 'GET',
    path: `/graphql?${search.toString()}`,
    headers: random.is(0.8) ? { 'apollo-require-preflight': '1' } : {},
  };
}

function getAnything(random: Random): SentRequest {
  const words = [
    'query',
    '&',
    '=',
    '%',
    '%00',
    '%E9',
    '+',
    '{',
    '}',
    '__proto__',
    '[]',
    '?',
    'variables',
  ];
  const search = Array.from({ length: random.below(20) }, () => random.pick(words)).join('');
  const path = random.is(0.5) ? '/graphql' : random.pick(PATHS);
  return { method: 'GET', path: `${path}?${search}`, headers: { 'apollo-require-preflight': '1' } };
}

function anyMethod(random: Random): SentRequest {
  const method = random.pick(METHODS);
  const path = random.is(0.5) ? '/graphql' : random.pick(PATHS);
  const body = random.is(0.5) ? postParams(random).body : undefined;
  return { method, path, headers: JSON_TYPE, ...(body !== undefined && { body }) };
}

function anyHeaders(random: Random): SentRequest {
  const { body = '' } = random.is(0.7) ? postParams(random) : postDocument(random);
  const entries = Array.from({ length: 1 + random.below(6) }, () => [
    random.pick(HEADER_NAMES),
    random.pick(HEADER_VALUES),
  ]);
  return { headers: { ...JSON_TYPE, ...Object.fromEntries(entries) }, body };
}

function makePersisted(random: Random): unknown {
  const sha256Hash = random.is(0.5) ? 'a'.repeat(64) : random.pick(VALUES);
  return random.is(0.8) ? { version: random.pick([1, 2, 'x']), sha256Hash } : random.pick(VALUES);
}

function makeVariables(random: Random): unknown {
  const names = ['id', 'n', 'on', 'filter', 'size', ...ODD_NAMES];
  const entries = Array.from({ length: random.below(5) }, () => [
    random.pick(names),
    random.is(0.2) ? nestValue(random) : random.pick(VALUES),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function nestValue(random: Random): unknown {
  let value: unknown = random.pick(VALUES);
  for (let left = random.below(120); left > 0; left -= 1) {
    value = random.is(0.5) ? [value] : { [random.pick(['and', 'name', 'x'])]: value };
  }
  return value;
}

/** As JSON; unlike JSON.stringify it writes "__proto__" and a name twice. */
function writeEntries(entries: readonly (readonly [string, unknown])[]): string {
  const members = entries.map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`,
  );
  return `{${members.join(',')}}`;
}
