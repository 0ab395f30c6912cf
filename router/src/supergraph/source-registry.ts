import type { Sleep } from '@supergraph/kit/clock';
import { z } from 'zod';

import type { InstanceUrls } from '#src/fetchers/subgraph-client.ts';
import type { Logger } from '#src/telemetry/log.ts';

import { type OverrideShares, parseOverrideShares } from './override-shares.ts';
import { type ServerEvent, readEvents } from './read-events.ts';
import type { RegistryGet } from './registry-client.ts';

export interface RegistrySourceDeps {
  readonly get: RegistryGet;
  /** Rejects, and what was served stays, when this one cannot be served. */
  readonly load: (sdl: string) => Promise<void>;
  readonly loadLastGood: () => Promise<boolean>;
  readonly route: (instances: InstanceUrls) => void;
  readonly override: (shares: OverrideShares) => void;
  readonly log: Logger;
  readonly sleep: Sleep;
  readonly random: () => number;
}

export interface RegistrySourceTimes {
  /** The registry sends a comment every 10 s: a stream that is silent for longer is lost. */
  readonly silenceMs: number;
  /** While there is no stream, the longest time between two looks. */
  readonly pollMs: number;
  /** How long a start waits for the registry until it makes do with the supergraph served last. */
  readonly graceMs: number;
}

const TIMES: RegistrySourceTimes = { silenceMs: 30_000, pollMs: 5000, graceMs: 3000 };
const FIRST_PAUSE_MS = 200;
const ANSWER_WITHIN_MS = 10_000;

const instancesShape = z.record(z.string(), z.array(z.url({ protocol: /^https?$/u })));

/**
 * Keeps a router on the active version of a registry, and on the live instances: told by a stream, and asking at
 * intervals while there is none. While the registry is down everything stays as it was.
 */
export class RegistrySource {
  readonly #deps: RegistrySourceDeps;
  readonly #times: RegistrySourceTimes;
  readonly #stopping = new AbortController();
  readonly #firstLoad = Promise.withResolvers<void>();
  readonly #grace: NodeJS.Timeout;
  readonly #following: Promise<void>;
  #isServing = false;
  #isConnected: boolean | undefined;
  /** Of the version that was asked for last, whether it could be served or not. */
  #etag: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #nextLook: Promise<void> | undefined;
  #stream: AbortController | undefined;

  constructor(deps: RegistrySourceDeps, times: Partial<RegistrySourceTimes> = {}) {
    this.#deps = deps;
    this.#times = { ...TIMES, ...times };
    this.#grace = setTimeout(() => {
      void this.#inTurn(() => this.#serveLastGood());
    }, this.#times.graceMs);
    this.#following = this.#follow();
  }

  /** Resolves when the first supergraph is served. */
  get serving(): Promise<void> {
    return this.#firstLoad.promise;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#grace);
    this.#stopping.abort();
    await this.#following;
    await this.#turn;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      failures = (await this.#listen()) ? 0 : failures + 1;
      if (!signal.aborted) {
        // What the stream would have told is asked for, until there is one again.
        await this.#look();
        await this.#deps.sleep(this.#pauseAfter(failures), signal);
      }
    }
  }

  /** All routers lost the same stream: they come back one by one. */
  #pauseAfter(failures: number): number {
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures, this.#times.pollMs);
    return longest * (0.5 + this.#deps.random() / 2);
  }

  /** Until the stream ends. Answers whether there was one. */
  async #listen(): Promise<boolean> {
    const stream = new AbortController();
    this.#stream = stream;
    const { silenceMs } = this.#times;
    const watch = setTimeout(() => {
      stream.abort(new Error(`The stream was silent for ${silenceMs} ms.`));
    }, silenceMs);
    let isOpen = false;
    let reason: unknown = new Error('The registry ended the stream.');
    try {
      const signal = AbortSignal.any([this.#stopping.signal, stream.signal]);
      const body = await this.#open(signal);
      isOpen = true;
      this.#report(true);
      for await (const event of readEvents(body, () => watch.refresh())) {
        this.#take(event);
      }
    } catch (error) {
      reason = error;
    }
    clearTimeout(watch);
    this.#report(false, reason);
    return isOpen;
  }

  async #open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers = { accept: 'text/event-stream' };
    const response = await this.#deps.get('supergraph/events', { headers, signal });
    if (!response.ok || response.body === null) {
      const text = await response.text();
      throw new Error(`The registry answered ${response.status}: ${text.slice(0, 500)}`);
    }
    return response.body;
  }

  #take({ event, data }: ServerEvent): void {
    if (event === 'supergraph') {
      void this.#look();
    } else if (event === 'instances') {
      this.#hand(event, readInstances(data), this.#deps.route);
    } else if (event === 'overrides') {
      this.#hand(event, parseOverrideShares(data), this.#deps.override);
    }
  }

  #hand<Value>(what: string, value: Value | undefined, take: (value: Value) => void): void {
    if (value === undefined) {
      this.#deps.log.warn(`the registry tells of ${what} in another form`);
    } else {
      take(value);
    }
  }

  /** Asks for the active version and loads it. Looks that would begin while one waits for its turn are that one. Never rejects. */
  #look(): Promise<void> {
    this.#nextLook ??= this.#inTurn(async () => {
      this.#nextLook = undefined;
      try {
        await this.#fetch();
      } catch (error) {
        // The stream will not tell it again: beginning anew asks again.
        this.#stream?.abort(error);
        this.#report(false, error);
      }
    });
    return this.#nextLook;
  }

  async #fetch(): Promise<void> {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const headers = this.#etag === undefined ? {} : { 'if-none-match': this.#etag };
    const response = await this.#deps.get('supergraph', { headers, signal });
    const text = await response.text();
    if (response.ok) {
      this.#etag = response.headers.get('etag') ?? undefined;
      await this.#load(text);
    } else if (response.status !== 304 && response.status !== 404) {
      throw new Error(`The registry answered ${response.status}: ${text.slice(0, 500)}`);
    }
  }

  async #load(sdl: string): Promise<void> {
    try {
      await this.#deps.load(sdl);
      this.#onServing();
    } catch (error) {
      const { log } = this.#deps;
      log.error({ error, version: this.#etag }, 'supergraph refused, the last one stays');
    }
  }

  async #serveLastGood(): Promise<void> {
    const { loadLastGood, log } = this.#deps;
    if (this.#isServing) {
      return;
    }
    try {
      const isThere = await loadLastGood();
      log.warn(
        isThere
          ? 'the registry gives no supergraph, the one served last is served again'
          : 'waits for a supergraph from the registry',
      );
      if (isThere) {
        this.#onServing();
      }
    } catch (error) {
      log.error({ error }, 'the supergraph served last cannot be served again');
    }
  }

  #onServing(): void {
    this.#isServing = true;
    this.#firstLoad.resolve();
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const ran = this.#turn.then(run);
    this.#turn = ran.catch(() => undefined);
    return ran;
  }

  /** Changes alone: a registry that stays down is no news. */
  #report(isConnected: boolean, error?: unknown): void {
    if (this.#isConnected === isConnected || this.#stopping.signal.aborted) {
      return;
    }
    this.#isConnected = isConnected;
    if (isConnected) {
      this.#deps.log.info('follows the registry');
    } else {
      this.#deps.log.warn({ error }, 'the registry is out of reach, what is served stays');
    }
  }
}

function readInstances(data: string): InstanceUrls | undefined {
  try {
    return instancesShape.parse(JSON.parse(data));
  } catch {
    return undefined;
  }
}
