import { z } from 'zod';

export const headerName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/u, 'must be a header name in lower case');
export const cookieName = z.string().regex(/^[\w-]{1,64}$/u, 'must be a cookie name');

const pattern = z.string().transform((text, context) => {
  try {
    return new RegExp(text, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a regular expression' });
    return z.NEVER;
  }
});

/** Names only the router itself may write: a rule that let a client set one would let it forge an identity. */
const OWN_HEADERS = new Set([
  'x-graph-claims',
  'x-graph-signature',
  'x-graph-variant',
  'x-client-address',
  'x-request-id',
  'x-correlation-id',
  'x-deadline',
  'traceparent',
  'tracestate',
  'x-client-name',
  'x-client-version',
  'x-visitor-id',
  'tracestate',
  'content-type',
  'content-length',
  'content-encoding',
  'accept',
  'accept-encoding',
  'host',
  'connection',
  'keep-alive',
  'expect',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-authorization',
  'proxy-connection',
]);
const openHeader = headerName.refine(
  (name) => !OWN_HEADERS.has(name),
  'is written by the router alone',
);

const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e]{0,1024}$/u, 'must be printable characters of ASCII');

const forwardRule = z
  .strictObject({
    header: headerName.optional(),
    cookie: cookieName.optional(),
    as: openHeader.optional(),
    default: headerValue.optional(),
    to: z.array(z.string().min(1)).min(1),
  })
  .refine(
    (rule) => (rule.header === undefined) !== (rule.cookie === undefined),
    'needs either header or cookie',
  )
  .refine((rule) => rule.cookie === undefined || rule.as !== undefined, 'needs "as" beside cookie')
  .refine(
    (rule) => !OWN_HEADERS.has(rule.as ?? rule.header ?? ''),
    'names a header that the router alone writes',
  );

const contextRule = z
  .strictObject({ header: openHeader, pattern, default: z.string() })
  .refine((rule) => rule.pattern.test(rule.default), 'has a default that its own pattern refuses');

const insertRule = z.strictObject({
  header: openHeader,
  value: headerValue,
  to: z.array(z.string().min(1)).min(1).optional(),
});

/** What only the router may say to a client: of its connection, of the answer's form, and of other origins. */
const CLIENT_HEADERS =
  /^(?:content-(?:type|length|encoding|range)|connection|keep-alive|transfer-encoding|trailer|te|upgrade|date|vary|allow|location|set-cookie|www-authenticate|x-request-id|x-correlation-id|x-content-type-options|access-control-.*|proxy-.*)$/u;
const passedHeader = headerName.refine(
  (name) => !CLIENT_HEADERS.test(name),
  'is written by the router alone (cookies are passed on without a rule)',
);

const responseRule = z.strictObject({
  header: passedHeader,
  as: passedHeader.optional(),
  from: z.array(z.string().min(1)).min(1).optional(),
  merge: z.enum(['first', 'last', 'append']).default('last'),
});

export const headersShape = z
  .strictObject({
    forward: z.array(forwardRule).default([]),
    context: z.array(contextRule).default([]),
    insert: z.array(insertRule).default([]),
    response: z.array(responseRule).default([]),
    variant: z.string().min(1).default('web'),
  })
  .prefault({});

export type HeadersConfig = z.infer<typeof headersShape>;
export type ResponseRule = HeadersConfig['response'][number];
export type ForwardRule = HeadersConfig['forward'][number];
