import type { ForwardRule, HeadersConfig } from '#src/config/headers.ts';

import type { Claims, Client, HeadersFor, Trace } from './facts.ts';
import { type RequestHeaders, type RouterRequest, readCookie, readHeader } from './http-message.ts';

export interface Identity {
  readonly trace: Trace;
  readonly client: Client;
  readonly claims: Claims | null;
  readonly visitorId: string | undefined;
  /** The name of the public schema that the client asks. */
  readonly variant: string;
}

const MAX_CONTEXT_LENGTH = 128;

/**
 * What each subgraph is told of this request: the router's findings, the context values of the configuration, and of
 * the client's own headers only those a rule names for that subgraph.
 */
export function writeHeaders(
  request: RouterRequest,
  identity: Identity,
  config: HeadersConfig,
): HeadersFor {
  const common: Record<string, string> = {
    ...readContext(request.headers, config.context),
    ...writeIdentity(identity),
  };
  return (subgraph) => ({
    ...common,
    ...Object.fromEntries(
      config.forward
        .filter(({ to }) => to.includes(subgraph))
        .flatMap((rule) => forward(request.headers, rule)),
    ),
  });
}

function readContext(
  headers: RequestHeaders,
  rules: HeadersConfig['context'],
): Record<string, string> {
  return Object.fromEntries(
    rules.map(({ header, pattern, default: fallback }) => {
      const value = readHeader(headers, header);
      const isValid =
        value !== undefined && value.length <= MAX_CONTEXT_LENGTH && pattern.test(value);
      return [header, isValid ? value : fallback];
    }),
  );
}

function writeIdentity({
  trace,
  client,
  claims,
  visitorId,
  variant,
}: Identity): Record<string, string> {
  return {
    'x-request-id': trace.requestId,
    'x-correlation-id': trace.correlationId,
    traceparent: trace.traceparent,
    ...(trace.tracestate !== undefined && { tracestate: trace.tracestate }),
    ...(visitorId !== undefined && { 'x-visitor-id': visitorId }),
    'x-graph-variant': variant,
    ...(client.name !== undefined && { 'x-client-name': client.name }),
    ...(client.version !== undefined && { 'x-client-version': client.version }),
    ...(client.address !== undefined && { 'x-client-address': client.address }),
    // base64url, since header values are ASCII and claims need not be.
    ...(claims && { 'x-graph-claims': Buffer.from(JSON.stringify(claims)).toString('base64url') }),
  };
}

function forward(headers: RequestHeaders, { header, cookie, as }: ForwardRule): [string, string][] {
  const value =
    header === undefined ? readCookie(headers, cookie ?? '') : readHeader(headers, header);
  const name = as ?? header;
  return value === undefined || name === undefined ? [] : [[name, value]];
}
