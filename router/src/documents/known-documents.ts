import { hash } from 'node:crypto';

import type { ManifestEntry } from './read-manifest.ts';

/** The persisted documents of one moment. */
export class KnownDocuments {
  readonly #byId = new Map<string, string>();
  readonly #texts = new Set<string>();

  /** Throws when an id stands for two documents. */
  constructor(entries: readonly ManifestEntry[]) {
    for (const { id, body } of entries) {
      this.#add(id, body);
      this.#add(`sha256:${hash('sha256', body)}`, body);
      this.#texts.add(body);
      if (SHA256.test(id)) {
        this.#add(`sha256:${id}`, body);
      }
    }
  }

  get size(): number {
    return this.#texts.size;
  }

  /** The document with that id, as the manifest has it or as `sha256:` and the hash of its text. */
  find(id: string): string | undefined {
    return this.#byId.get(id);
  }

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  #add(id: string, body: string): void {
    if ((this.#byId.get(id) ?? body) !== body) {
      throw new Error(`The id "${id}" stands for two documents.`);
    }
    this.#byId.set(id, body);
  }
}

const SHA256 = /^[0-9a-f]{64}$/u;
