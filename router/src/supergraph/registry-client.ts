import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';

import type { RegistryConfig } from '#src/config/registry.ts';
import type { SigningConfig } from '#src/config/subgraphs.ts';

export interface RegistryGetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Asks the registry, with the token, else signed. Rejects when nothing answers; any status is an answer. */
export type RegistryGet = (path: string, options: RegistryGetOptions) => Promise<Response>;

export function createRegistryGet(
  url: string,
  { token }: Pick<RegistryConfig, 'token'>,
  { caller, key }: SigningConfig,
): RegistryGet {
  const base = url.endsWith('/') ? url : `${url}/`;
  if (token === undefined && key !== undefined) {
    const signed = createSignedFetch({ caller, key: keyFor(key, 'registry'), now: Date.now });
    return (path, options) => signed(new URL(path, base), options);
  }
  const proof = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (path, { headers, signal }) =>
    fetch(new URL(path, base), { headers: { ...headers, ...proof }, signal });
}
