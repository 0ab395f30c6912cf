import { listOptions } from './list-options.ts';
import type { Env } from './registry-client.ts';

/** The headers of an operation: every `--header` of the call, and GRAPH_USER_TOKEN. Values are in no error: they may be secret. */
export function readHeaders(rawArgs: readonly string[], env: Env): Headers {
  const headers = new Headers({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'x-client-name': 'graph query',
  });
  const token = env['GRAPH_USER_TOKEN'] ?? '';
  if (token !== '') {
    setHeader(headers, 'authorization', `Bearer ${token}`);
  }
  for (const text of listOptions(rawArgs, 'header')) {
    const at = text.indexOf(':');
    if (at < 1) {
      throw new Error("A header is said as --header 'name: value'.");
    }
    setHeader(headers, text.slice(0, at).trim(), text.slice(at + 1).trim());
  }
  return headers;
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new Error(`The header "${name}" cannot be sent: its name or its value is no HTTP.`);
  }
}
