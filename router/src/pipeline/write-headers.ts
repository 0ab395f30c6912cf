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

type InsertRule = HeadersConfig['insert'][number];
/** A rule for some subgraphs. */
type OwnRule = ForwardRule | (InsertRule & { readonly to: string[] });

const encodedClaims = new WeakMap<Claims, string>();
const rulesOf = new WeakMap<HeadersConfig, ReadonlyMap<string, readonly OwnRule[]>>();

/**
 * What each subgraph is told of this request: the router's findings, the context values of the configuration, and of
 * the client's own headers only those a rule names for that subgraph. Names and values by turns; subgraphs without
 * rules of their own get the same list.
 */
export function writeHeaders(
  request: RouterRequest,
  identity: Identity,
  config: HeadersConfig,
): HeadersFor {
  const rules = groupRules(config);
  let common: readonly string[] | undefined;
  const own = new Map<string, readonly string[]>();
  return (subgraph) => {
    common ??= writeCommon(request.headers, identity, config);
    const named = rules.get(subgraph);
    if (named === undefined) {
      return common;
    }
    const known = own.get(subgraph);
    if (known !== undefined) {
      return known;
    }
    const list = [...common];
    for (const rule of named) {
      apply(list, request.headers, rule);
    }
    own.set(subgraph, list);
    return list;
  };
}

/** The forward rules by subgraph, found once for a configuration. */
function groupRules(config: HeadersConfig): ReadonlyMap<string, readonly OwnRule[]> {
  const known = rulesOf.get(config);
  if (known !== undefined) {
    return known;
  }
  const grouped = new Map<string, OwnRule[]>();
  for (const rule of [...config.insert.filter(isOfSome), ...config.forward]) {
    for (const subgraph of new Set(rule.to)) {
      grouped.set(subgraph, [...(grouped.get(subgraph) ?? []), rule]);
    }
  }
  rulesOf.set(config, grouped);
  return grouped;
}

function writeCommon(
  headers: RequestHeaders,
  { trace, client, claims, visitorId, variant }: Identity,
  { context, insert }: HeadersConfig,
): string[] {
  const list: string[] = [];
  for (const { header, value, to } of insert) {
    put(list, header, to === undefined ? value : undefined);
  }
  for (const { header, pattern, default: fallback } of context) {
    const value = readHeader(headers, header);
    const isValid =
      value !== undefined && value.length <= MAX_CONTEXT_LENGTH && pattern.test(value);
    put(list, header, isValid ? value : fallback);
  }
  put(list, 'x-request-id', trace.requestId);
  put(list, 'x-correlation-id', trace.correlationId);
  put(list, 'traceparent', trace.traceparent);
  put(list, 'tracestate', trace.tracestate);
  put(list, 'x-visitor-id', visitorId);
  put(list, 'x-graph-variant', variant);
  put(list, 'x-client-name', client.name);
  put(list, 'x-client-version', client.version);
  put(list, 'x-client-address', client.address);
  put(list, 'x-graph-claims', claims === null ? undefined : encodeClaims(claims));
  return list;
}

/** The same token gives the same claims, so they are encoded once for it. */
function encodeClaims(claims: Claims): string {
  let text = encodedClaims.get(claims);
  if (text === undefined) {
    // base64url, since header values are ASCII and claims need not be.
    text = Buffer.from(JSON.stringify(claims)).toString('base64url');
    encodedClaims.set(claims, text);
  }
  return text;
}

function apply(list: string[], headers: RequestHeaders, rule: OwnRule): void {
  if ('value' in rule) {
    put(list, rule.header, rule.value);
    return;
  }
  const { header, cookie, as, default: fallback } = rule;
  const name = as ?? header;
  const sent =
    header === undefined ? readCookie(headers, cookie ?? '') : readHeader(headers, header);
  if (name !== undefined) {
    put(list, name, sent ?? fallback);
  }
}

function isOfSome(rule: InsertRule): rule is InsertRule & { readonly to: string[] } {
  return rule.to !== undefined;
}

/** Replaces the header of that name, since a subgraph would read two as one joined value. */
function put(list: string[], name: string, value: string | undefined): void {
  if (value === undefined) {
    return;
  }
  for (let at = 0; at < list.length; at += 2) {
    if (list[at] === name) {
      list[at + 1] = value;
      return;
    }
  }
  list.push(name, value);
}
