import { Pool } from 'undici';

import { Http1Pool } from './http1/http1-pool.ts';

export interface InstanceOptions {
  readonly connectTimeoutMs: number;
  readonly http2: boolean;
}

const FAILURES_TO_EJECT = 3;
const EJECTION_MS = 5000;
/** Below the five seconds after which many servers close a connection that is not used. */
const KEEP_ALIVE_MS = 4000;

/** One URL of a subgraph: its connections, its load and whether it fails. */
export class Instance {
  readonly url: string;
  readonly path: string;
  readonly pool: Pool | Http1Pool;
  inFlight = 0;
  #failures = 0;
  #ejectedUntil = 0;

  constructor(url: string, { connectTimeoutMs, http2 }: InstanceOptions) {
    const { origin, path, socketPath } = readTarget(url);
    this.url = url;
    this.path = path;
    this.pool =
      origin.startsWith('http:') && !http2
        ? new Http1Pool(origin, { connectTimeoutMs, socketPath, keepAliveMs: KEEP_ALIVE_MS })
        : // Its own timeouts are off: every fetch has a deadline of the router's.
          new Pool(origin, {
            connect: { timeout: connectTimeoutMs },
            headersTimeout: 0,
            bodyTimeout: 0,
            pipelining: 1,
            allowH2: http2,
          });
  }

  isEjected(now: number): boolean {
    return now < this.#ejectedUntil;
  }

  record(isFailure: boolean, now: number): void {
    this.#failures = isFailure ? this.#failures + 1 : 0;
    if (this.#failures >= FAILURES_TO_EJECT) {
      this.#ejectedUntil = now + EJECTION_MS;
    }
  }
}

/** `unix:/path/to.sock:/graphql`, or a URL of HTTP. */
function readTarget(url: string) {
  if (!url.startsWith('unix:')) {
    const { origin, pathname, search } = new URL(url);
    return { origin, path: pathname + search, socketPath: undefined };
  }
  const [socketPath = '', path = '/graphql'] = url.slice('unix:'.length).split(':');
  return { origin: 'http://localhost', path, socketPath };
}

/** The less loaded of two, of those that do not fail; `but` only when there is no other. */
export function chooseInstance(
  instances: readonly Instance[],
  but: Instance | undefined,
  now: number,
): Instance {
  const [first] = instances;
  if (first === undefined) {
    throw new Error('a subgraph has no URL');
  }
  if (instances.length === 1) {
    return first;
  }
  const healthy = instances.filter((one) => !one.isEjected(now) && one !== but);
  const among = healthy.length > 0 ? healthy : instances.filter((one) => one !== but);
  const a = among[Math.floor(Math.random() * among.length)] ?? first;
  const b = among[Math.floor(Math.random() * among.length)] ?? first;
  return b.inFlight < a.inFlight ? b : a;
}
