import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';

import type { RegistryConfig } from '#src/config/registry.ts';
import type { SigningConfig } from '#src/config/subgraphs.ts';

import type { UsageBatch } from './usage-buffer.ts';

/** What became of a batch. Refused: it would be refused again. */
export type Sent =
  | { readonly outcome: 'kept' }
  | { readonly outcome: 'failed' | 'refused'; readonly reason: string };

export type SendUsage = (batch: UsageBatch) => Promise<Sent>;

const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

/** Sends batches to the registry, with the token, else signed. Never rejects. */
export function createSendUsage(
  url: string,
  { token, timeoutMs }: RegistryConfig,
  signing: SigningConfig & { readonly now: () => number },
): SendUsage {
  const endpoint = new URL('usage', url.endsWith('/') ? url : `${url}/`);
  const post = token === undefined ? createPost(signing) : createBearerPost(token);
  return async (batch) => {
    try {
      const response = await post(endpoint, batch, AbortSignal.timeout(timeoutMs));
      await response.body?.cancel();
      const reason = `The registry answered ${response.status}.`;
      if (response.ok) {
        return { outcome: 'kept' };
      }
      return { outcome: REFUSALS.has(response.status) ? 'refused' : 'failed', reason };
    } catch (error) {
      return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

type Post = (url: URL, batch: UsageBatch, signal: AbortSignal) => Promise<Response>;

function createPost({ key, ...signing }: Parameters<typeof createSendUsage>[2]): Post {
  if (key === undefined) {
    return createPlainPost({});
  }
  const signed = createSignedFetch({ ...signing, key: keyFor(key, 'registry') });
  return (url, body, signal) => signed(url, { method: 'POST', body, signal });
}

function createBearerPost(token: string): Post {
  return createPlainPost({ authorization: `Bearer ${token}` });
}

function createPlainPost(headers: Readonly<Record<string, string>>): Post {
  return (url, batch, signal) =>
    fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(batch),
      signal,
    });
}
