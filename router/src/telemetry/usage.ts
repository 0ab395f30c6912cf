import type { UsageConfig } from '#src/config/telemetry.ts';

import { type Durations, addDuration, createDurations, listDurations } from './durations.ts';

/** What is known of an operation as soon as it is compiled, in one variant of one generation. */
export interface UsedOperation {
  readonly hash: string;
  readonly name: string | null;
  readonly type: string;
  readonly variant: string | null;
  readonly generation: string;
  /** Without values: `writeSignature`. */
  readonly signature: string;
  /** Sorted: `listCoordinates`. */
  readonly coordinates: readonly string[];
}

export interface ClientUsage {
  readonly name: string | null;
  readonly version: string | null;
  readonly count: number;
  readonly errors: number;
  readonly durationMs: number;
  /** Calls by duration: the one at index i counts those of at most 0.1 * 2^(i/4) ms that none before it counts. */
  readonly durations: readonly number[];
  /** Epoch milliseconds. */
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** Survives being JSON. */
export interface UsageReport {
  /** The same when the report is handed over again: who has it already may drop it. */
  readonly id: string;
  readonly operations: readonly (UsedOperation & { readonly clients: readonly ClientUsage[] })[];
}

/** One call of an operation. */
export interface Use {
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  readonly hasErrors: boolean;
  readonly ms: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The counter of one compiled operation, kept with it. */
export interface OperationUsage {
  count(use: Use): void;
}

export interface UsageStore {
  /** Gives the counter of an operation. Nothing is kept of it before it is used. */
  open(operation: UsedOperation): OperationUsage;
  /** What was counted since the last report, or a report that was given back. Undefined when there is nothing. */
  takeUsage(): UsageReport | undefined;
  /** For a report that could not be handed over: the next `takeUsage` gives it again. */
  giveBack(report: UsageReport): void;
}

export interface UsageDeps {
  readonly newId: (prefix: string) => string;
}

const OTHER: UsedOperation = {
  hash: 'other',
  name: 'other',
  type: 'unknown',
  variant: null,
  generation: 'other',
  signature: '',
  coordinates: [],
};

/** Counts in memory, by operation and client, until they are taken. Bounded: the rest is counted as "other". */
export function createUsageStore(config: UsageConfig, { newId }: UsageDeps): UsageStore {
  const bounds = new Bounds(config);
  const returned: UsageReport[] = [];
  return {
    open: (operation) => new Counter(operation, bounds),
    takeUsage() {
      const again = returned.shift();
      if (again !== undefined) {
        return again;
      }
      const operations = bounds.drain();
      return operations.length === 0 ? undefined : { id: newId('usage'), operations };
    },
    giveBack(report) {
      returned.push(report);
    },
  };
}

/** Which counters have something to tell in this period, and how many there may be. */
class Bounds {
  readonly #config: UsageConfig;
  readonly #other: Counter;
  #counters = new Set<Counter>();
  #clients = 0;
  /** From one report to the next. */
  period = 0;

  constructor(config: UsageConfig) {
    this.#config = config;
    this.#other = new Counter(OTHER, this);
  }

  /** The counter to count in: this one, or that of all others when there are too many. */
  admit(counter: Counter): Counter {
    const isFull = this.#counters.size >= this.#config.operations;
    const admitted = isFull ? this.#other : counter;
    this.#counters.add(admitted);
    return admitted;
  }

  admitsClient(): boolean {
    this.#clients += 1;
    return this.#clients <= this.#config.clients;
  }

  drain(): UsageReport['operations'] {
    const counters = this.#counters;
    this.#counters = new Set();
    this.#clients = 0;
    this.period += 1;
    return Array.from(counters, (counter) => counter.drain());
  }
}

/** What becomes a ClientUsage. */
interface ClientCount {
  readonly name: string | null;
  readonly version: string | null;
  count: number;
  errors: number;
  durationMs: number;
  readonly durations: Durations;
  readonly firstSeenAt: number;
  lastSeenAt: number;
}

class Counter implements OperationUsage {
  readonly #operation: UsedOperation;
  readonly #bounds: Bounds;
  /** Where this period's calls are counted. */
  #target: Counter | undefined;
  #period = -1;
  #clients = new Map<string, ClientCount>();
  #last: ClientCount | undefined;

  constructor(operation: UsedOperation, bounds: Bounds) {
    this.#operation = operation;
    this.#bounds = bounds;
  }

  count(use: Use): void {
    if (this.#target === undefined || this.#period !== this.#bounds.period) {
      this.#target = this.#bounds.admit(this);
      this.#period = this.#bounds.period;
    }
    this.#target.add(use);
  }

  add({ clientName, clientVersion, hasErrors, ms, at }: Use): void {
    let client = this.#last;
    if (client === undefined || client.name !== clientName || client.version !== clientVersion) {
      client = this.#clientOf(clientName, clientVersion, at);
      this.#last = client;
    }
    client.count += 1;
    client.errors += hasErrors ? 1 : 0;
    client.durationMs += ms;
    client.lastSeenAt = at;
    addDuration(client.durations, ms);
  }

  drain(): UsageReport['operations'][number] {
    const clients = Array.from(this.#clients.values(), (client) => ({
      ...client,
      durations: listDurations(client.durations),
    }));
    this.#clients = new Map();
    this.#last = undefined;
    return { ...this.#operation, clients };
  }

  #clientOf(name: string | null, version: string | null, at: number): ClientCount {
    const known = this.#clients.get(keyOf(name, version));
    if (known !== undefined) {
      return known;
    }
    return this.#bounds.admitsClient()
      ? this.#addClient(name, version, at)
      : (this.#clients.get(OTHER_CLIENT) ?? this.#addClient('other', 'other', at));
  }

  #addClient(name: string | null, version: string | null, at: number): ClientCount {
    const client: ClientCount = {
      name,
      version,
      count: 0,
      errors: 0,
      durationMs: 0,
      durations: createDurations(),
      firstSeenAt: at,
      lastSeenAt: at,
    };
    this.#clients.set(keyOf(name, version), client);
    return client;
  }
}

function keyOf(name: string | null, version: string | null): string {
  return `${name ?? ''}\n${version ?? ''}`;
}

const OTHER_CLIENT = keyOf('other', 'other');
