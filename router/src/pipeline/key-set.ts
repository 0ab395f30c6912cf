import { type JSONWebKeySet, type JWTVerifyGetKey, createLocalJWKSet } from 'jose';

import { PipelineError } from './errors.ts';

export interface KeySetOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** How soon an unknown key may make the keys be fetched again. */
  readonly cooldownMs: number;
  /** Keys that were fetched before this time verify nothing. */
  readonly maxAgeMs: number;
  readonly now: () => number;
  /** The keys are others than before: what they verified is to be verified again. */
  readonly onChange: () => void;
}

/** From this share of their age on, keys are fetched again beside the requests, which need not wait then. */
const RENEWAL_SHARE = 0.8;
/** How long a failed fetch is not repeated. */
const RETRY_MS = 1000;

type FoundKey = Awaited<ReturnType<JWTVerifyGetKey>>;

/** The keys behind one JWKS URL: fetched when first needed, when they are old, and when a token names a new one. */
export class KeySet {
  readonly #options: KeySetOptions;
  #keys: { readonly text: string; readonly find: JWTVerifyGetKey } | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
  }

  /** Undefined when the keys are young enough; else a promise of younger ones, which rejects with a 503. */
  renew(): Promise<void> | undefined {
    const { now, maxAgeMs } = this.#options;
    const age = now() - this.#fetchedAt;
    if (age < maxAgeMs * RENEWAL_SHARE) {
      return undefined;
    }
    if (age >= maxAgeMs) {
      return this.#fetch();
    }
    this.#fetch().catch(() => undefined);
    return undefined;
  }

  /** The key that a token names. */
  async find(...[header, token]: Parameters<JWTVerifyGetKey>): Promise<FoundKey> {
    await this.renew();
    try {
      return await this.#findNow(header, token);
    } catch (error) {
      const { now, cooldownMs } = this.#options;
      if (!isUnknownKey(error) || now() - this.#fetchedAt < cooldownMs) {
        throw error;
      }
      await this.#fetch();
      return this.#findNow(header, token);
    }
  }

  async #findNow(...[header, token]: Parameters<JWTVerifyGetKey>): Promise<FoundKey> {
    if (this.#keys === undefined) {
      throw createUnavailable();
    }
    return this.#keys.find(header, token);
  }

  #fetch(): Promise<void> {
    const { now } = this.#options;
    if (this.#fetching === undefined) {
      if (now() - this.#triedAt < RETRY_MS && this.#triedAt > this.#fetchedAt) {
        return Promise.reject(createUnavailable());
      }
      this.#triedAt = now();
      this.#fetching = this.#load().finally(() => {
        this.#fetching = undefined;
      });
    }
    return this.#fetching;
  }

  async #load(): Promise<void> {
    const { url, timeoutMs, now, onChange } = this.#options;
    const begunAt = now();
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/jwk-set+json, application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status !== 200) {
        throw new Error(`The key set was answered with status ${response.status}.`);
      }
      const text = await response.text();
      if (text !== this.#keys?.text) {
        this.#keys = { text, find: createLocalJWKSet(JSON.parse(text) as JSONWebKeySet) };
        onChange();
      }
      this.#fetchedAt = begunAt;
    } catch (error) {
      throw createUnavailable(error);
    }
  }
}

function isUnknownKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_JWKS_NO_MATCHING_KEY';
}

function createUnavailable(cause?: unknown): PipelineError {
  return new PipelineError(
    'AUTHENTICATION_UNAVAILABLE',
    'Tokens cannot be verified at the moment. Try again.',
    { cause, headers: { 'retry-after': '1' } },
  );
}
