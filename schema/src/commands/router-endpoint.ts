import { z } from 'zod';

import type { Env } from './registry-client.ts';

const port = z.coerce.number().int().min(1).max(65_000).default(4000);

/** Where the router of this machine, or the one that was named, answers operations of a variant. */
export function findEndpoint(
  env: Env,
  {
    endpoint,
    variant,
  }: { readonly endpoint?: string | undefined; readonly variant?: string | undefined },
): URL {
  const base = readUrl(endpoint ?? `http://127.0.0.1:${readPort(env)}/graphql`);
  return variant === undefined
    ? base
    : new URL(`${base.pathname.replace(/\/$/u, '')}/${encodeURIComponent(variant)}`, base);
}

function readPort(env: Env): number {
  const read = port.safeParse(env['GRAPH_PORT'] || undefined);
  if (!read.success) {
    throw new Error(`GRAPH_PORT is "${env['GRAPH_PORT']}": a port is a number from 1 to 65000.`);
  }
  return read.data;
}

function readUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new Error(`"${text}" is no URL of a router: say http://HOST:PORT/graphql.`);
  }
  return url;
}
