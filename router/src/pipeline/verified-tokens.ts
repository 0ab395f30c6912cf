import { hash } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Claims } from './facts.ts';

export interface VerifiedToken {
  readonly claims: Claims;
  /** Epoch milliseconds; from here on the token opens nothing. */
  readonly expiresAt: number;
}

/** Tokens that were verified by the present keys, known by their hash alone: the tokens are not kept. */
export class VerifiedTokens {
  readonly #tokens: LRUCache<string, VerifiedToken> | undefined;
  #generation = 0;

  constructor(max: number) {
    this.#tokens = max === 0 ? undefined : new LRUCache({ max });
  }

  /** Changes whenever the tokens are forgotten. */
  get generation(): number {
    return this.#generation;
  }

  find(token: string): VerifiedToken | undefined {
    return this.#tokens?.get(hash('sha256', token, 'base64'));
  }

  /** Keeps what was verified while the generation was the given one, unless its keys are gone. */
  keep(token: string, verified: VerifiedToken, generation: number): void {
    if (generation === this.#generation) {
      this.#tokens?.set(hash('sha256', token, 'base64'), verified);
    }
  }

  forget(): void {
    this.#generation += 1;
    this.#tokens?.clear();
  }
}
