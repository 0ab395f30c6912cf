import { hash } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { DocumentsConfig } from '#src/config/documents.ts';

/** Documents that clients sent once with their hash and name by it from then on, within bounds. */
export class AutomaticDocuments {
  readonly #texts: LRUCache<string, string>;

  constructor({ maxEntries, maxBytes }: DocumentsConfig['automatic']) {
    this.#texts = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      // A text of an attacker may be of two-byte characters.
      sizeCalculation: (text) => text.length * 2 + 1,
    });
  }

  find(sha256: string): string | undefined {
    return this.#texts.get(sha256);
  }

  /** Keeps the text under its hash. False when the hash is another's. */
  keep(sha256: string, text: string): boolean {
    if (this.#texts.get(sha256) === text) {
      return true;
    }
    if (hash('sha256', text) !== sha256) {
      return false;
    }
    this.#texts.set(sha256, text);
    return true;
  }
}
