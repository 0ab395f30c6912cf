import { createHash } from 'node:crypto';

import type { UsageReport } from './usage.ts';

/** Calls of one operation by one client, as the registry takes them. */
export interface CountedUse {
  /** SHA-256 of the text, in hex; "other" for what is beyond the bounds of the store. */
  readonly id: string;
  readonly name: string | null;
  readonly text: string;
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  readonly calls: number;
  /** ISO, UTC. */
  readonly lastSeenAt: string;
}

export interface UsageBatch {
  readonly id: string;
  readonly operations: readonly CountedUse[];
}

/** Counts that were not sent yet: equal ones are one. Bounded: the oldest make room. */
export class UsageBuffer {
  readonly #maxEntries: number;
  readonly #waiting = new Map<string, CountedUse>();

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /** Answers how many calls were dropped to make room. */
  add({ operations }: UsageReport): number {
    for (const { signature, name, clients } of operations) {
      const id = signature === '' ? 'other' : hashOf(signature);
      for (const client of clients) {
        this.#merge({
          id,
          name,
          text: signature,
          clientName: client.name,
          clientVersion: client.version,
          calls: client.count,
          lastSeenAt: new Date(client.lastSeenAt).toISOString(),
        });
      }
    }
    return this.#dropOldest();
  }

  /** Takes out the oldest counts. */
  take(count: number): CountedUse[] {
    const entries = [...this.#waiting].slice(0, count);
    for (const [key] of entries) {
      this.#waiting.delete(key);
    }
    return entries.map(([, use]) => use);
  }

  #merge(use: CountedUse): void {
    const key = JSON.stringify([use.id, use.clientName, use.clientVersion]);
    const known = this.#waiting.get(key);
    const calls = use.calls + (known?.calls ?? 0);
    const lastSeenAt =
      known !== undefined && known.lastSeenAt > use.lastSeenAt ? known.lastSeenAt : use.lastSeenAt;
    this.#waiting.set(key, { ...use, calls, lastSeenAt });
  }

  #dropOldest(): number {
    const excess = this.#waiting.size - this.#maxEntries;
    const dropped = excess > 0 ? this.take(excess) : [];
    return dropped.reduce((sum, { calls }) => sum + calls, 0);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
