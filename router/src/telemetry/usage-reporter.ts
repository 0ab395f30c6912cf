import { setTimeout as sleep } from 'node:timers/promises';

import type { RegistryConfig } from '#src/config/registry.ts';

import type { Logger } from './log.ts';
import type { SendUsage } from './send-usage.ts';
import { type UsageBatch, UsageBuffer } from './usage-buffer.ts';
import type { UsageStore } from './usage.ts';

export interface UsageReporter {
  /** Sends what is left, once, and waits for that a few seconds at most. Never rejects. */
  stop(): Promise<void>;
}

export interface UsageReporterDeps {
  readonly store: Pick<UsageStore, 'takeUsage'>;
  readonly send: SendUsage;
  readonly log: Logger;
  readonly countLost: (calls: number) => void;
  readonly newId: (prefix: string) => string;
  readonly random: () => number;
}

type Times = Pick<RegistryConfig, 'reportMs' | 'maxBackoffMs' | 'maxPending'>;

const BATCH_ENTRIES = 5000;
const STOP_MS = 3000;

/** Reports usage from time to time, at least once: a batch keeps its id and content until it is acknowledged. */
export function startUsageReporter(config: Times, deps: UsageReporterDeps): UsageReporter {
  return new Reporter(config, deps);
}

class Reporter implements UsageReporter {
  readonly #config: Times;
  readonly #deps: UsageReporterDeps;
  readonly #buffer: UsageBuffer;
  /** Was sent, or is about to be; not acknowledged yet. */
  #tried: UsageBatch | undefined;
  #failures = 0;
  #isLosing = false;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(config: Times, deps: UsageReporterDeps) {
    this.#config = config;
    this.#deps = deps;
    this.#buffer = new UsageBuffer(config.maxPending);
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await Promise.race([this.#finish(), sleep(STOP_MS, undefined, { ref: false })]);
  }

  async #finish(): Promise<void> {
    await this.#running;
    await this.#report();
  }

  #schedule(): void {
    const { reportMs, maxBackoffMs } = this.#config;
    const backoffMs = Math.min(reportMs * 2 ** this.#failures, Math.max(maxBackoffMs, reportMs));
    // After an outage many routers would come back at once.
    const delayMs = this.#failures === 0 ? reportMs : backoffMs * (0.5 + this.#deps.random() / 2);
    this.#timer = setTimeout(() => {
      this.#running = this.#runOnce();
    }, delayMs);
    this.#timer.unref();
  }

  async #runOnce(): Promise<void> {
    await this.#report();
    if (!this.#isStopped) {
      this.#schedule();
    }
  }

  async #report(): Promise<void> {
    this.#collect();
    this.#tried ??= this.#nextBatch();
    while (this.#tried !== undefined && (await this.#deliver(this.#tried))) {
      this.#tried = this.#nextBatch();
    }
  }

  #collect(): void {
    const report = this.#deps.store.takeUsage();
    const lost = report === undefined ? 0 : this.#buffer.add(report);
    if (lost > 0) {
      this.#deps.countLost(lost);
      if (!this.#isLosing) {
        this.#deps.log.warn({ calls: lost }, 'usage is dropped: too much waits for the registry');
      }
      this.#isLosing = true;
    }
  }

  #nextBatch(): UsageBatch | undefined {
    const operations = this.#buffer.take(BATCH_ENTRIES);
    return operations.length === 0 ? undefined : { id: this.#deps.newId('usage'), operations };
  }

  /** Whether to go on with the next one. */
  async #deliver(batch: UsageBatch): Promise<boolean> {
    const sent = await this.#deps.send(batch);
    if (sent.outcome === 'failed') {
      if (this.#failures === 0) {
        this.#deps.log.warn({ reason: sent.reason }, 'usage was not reported, it is kept');
      }
      this.#failures = Math.min(this.#failures + 1, 20);
      return false;
    }
    this.#failures = 0;
    this.#isLosing = false;
    if (sent.outcome === 'refused') {
      const calls = batch.operations.reduce((sum, use) => sum + use.calls, 0);
      this.#deps.countLost(calls);
      this.#deps.log.error({ calls, reason: sent.reason }, 'the registry refuses a usage report');
    }
    return true;
  }
}
