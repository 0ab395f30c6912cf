import { readGraphPort } from '#src/graph-port.ts';

import type { Env } from './registry-client.ts';

/** Where the router of this machine, or the one that was named, answers operations of a variant. */
export function findEndpoint(
  env: Env,
  {
    endpoint,
    variant,
  }: { readonly endpoint?: string | undefined; readonly variant?: string | undefined },
): URL {
  const base = readUrl(endpoint ?? `http://127.0.0.1:${readGraphPort(env)}/graphql`);
  return variant === undefined
    ? base
    : new URL(`${base.pathname.replace(/\/$/u, '')}/${encodeURIComponent(variant)}`, base);
}

function readUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new Error(`"${text}" is no URL of a router: say http://HOST:PORT/graphql.`);
  }
  return url;
}
