import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { z } from 'zod';

import type { Clock, Sleep } from './clock.ts';
import type { NewId } from './ids.ts';
import type { Logger } from './log.ts';
import type { BaseSettings } from './settings.ts';
import { type SignedFetch, createSignedFetch } from './signed-fetch.ts';
import { keyFor } from './signing.ts';

/** One running process of a subgraph, as the registry knows it. */
export interface Instance {
  readonly id: string;
  readonly subgraph: string;
  /** Where routers send operations. */
  readonly url: string;
  /** Of the software, for people. */
  readonly version: string;
  /** SHA-256 of the SDL text, in hex. */
  readonly schemaHash: string;
}

export interface RegistrationDeps {
  readonly registryUrl: string;
  readonly fetch: SignedFetch;
  readonly sleep: Sleep;
  readonly log: Logger;
  /** How long routers are given to hear of a withdrawal. */
  readonly withdrawalMs: number;
}

export interface Registration {
  /** Tells the registry that this instance ends, and waits until routers can have heard of it. Never rejects; bounded. */
  withdraw(): Promise<void>;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5000;
const ANSWER_WITHIN_MS = 2000;

const leaseShape = z.object({ leaseMs: z.number().positive() });

type State =
  | { readonly phase: 'unknown to the registry' }
  | { readonly phase: 'registered' }
  | { readonly phase: 'not renewed'; readonly wasRegistered: boolean };

/** Registers the instance and renews its lease until it is withdrawn. A registry that is down is tried again, and holds nothing up. */
function register(instance: Instance, deps: RegistrationDeps): Registration {
  const stopping = new AbortController();
  let state: State = { phase: 'unknown to the registry' };
  const renewing = renew(instance, deps, {
    signal: stopping.signal,
    onState: (next) => {
      reportState(deps.log, instance, { from: state, to: next });
      state = next.phase === 'not renewed' ? { ...next, wasRegistered: isKnown(state) } : next;
    },
  });
  return {
    async withdraw() {
      stopping.abort();
      // A renewal that arrived after the withdrawal would bring the instance back.
      await renewing;
      if (isKnown(state) && (await end(instance, deps))) {
        await deps.sleep(deps.withdrawalMs);
      }
    },
  };
}

interface Renewal {
  readonly signal: AbortSignal;
  readonly onState: (state: News) => void;
}

type News =
  | { readonly phase: 'registered' }
  | { readonly phase: 'not renewed'; readonly reason: unknown };

async function renew(
  instance: Instance,
  deps: RegistrationDeps,
  { signal, onState }: Renewal,
): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  while (!signal.aborted) {
    try {
      const leaseMs = await put(instance, deps);
      onState({ phase: 'registered' });
      delayMs = FIRST_DELAY_MS;
      await deps.sleep(leaseMs / 3, signal);
    } catch (error) {
      onState({ phase: 'not renewed', reason: error });
      await deps.sleep(delayMs * (0.5 + Math.random()), signal);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    }
  }
}

async function put({ id, ...body }: Instance, deps: RegistrationDeps): Promise<number> {
  const response = await deps.fetch(urlOf(id, deps), {
    method: 'PUT',
    body,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`The registry answered ${response.status}: ${text.slice(0, 500)}`);
  }
  return leaseShape.parse(JSON.parse(text)).leaseMs;
}

/** Whether the registry has taken it, so that routers hear of it. */
async function end({ id }: Instance, deps: RegistrationDeps): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await deps.fetch(urlOf(id, deps), { method: 'DELETE', signal });
    await response.body?.cancel();
    return response.ok;
  } catch (error) {
    deps.log.warn({ error, instance: id }, 'not withdrawn: the lease will run out');
    return false;
  }
}

function urlOf(id: string, { registryUrl }: RegistrationDeps): URL {
  return new URL(`instances/${id}`, registryUrl.endsWith('/') ? registryUrl : `${registryUrl}/`);
}

function isKnown(state: State): boolean {
  return state.phase === 'registered' || (state.phase === 'not renewed' && state.wasRegistered);
}

/** Changes alone: a registry that stays down is no news. */
function reportState(
  log: Logger,
  { id, url }: Instance,
  { from, to }: { readonly from: State; readonly to: News },
): void {
  if (from.phase === to.phase) {
    return;
  }
  if (to.phase === 'registered') {
    log.info({ instance: id, url }, 'registered');
  } else {
    log.warn({ error: to.reason, instance: id }, 'not registered, tried again until it is');
  }
}

export interface ServiceRegistration {
  readonly name: string;
  readonly schemaFile: URL;
  readonly settings: BaseSettings;
  readonly log: Logger;
  readonly now: Clock;
  readonly newId: NewId;
  readonly sleep: Sleep;
}

/** Registers a service that listens at `baseUrl`, when REGISTRY_URL says where. Undefined when it does not. */
export function registerService(
  baseUrl: string,
  { name, schemaFile, settings, ...deps }: ServiceRegistration,
): Registration | undefined {
  const { REGISTRY_URL: registryUrl, SIGNING_KEY: key } = settings;
  if (registryUrl === undefined || key === undefined) {
    return undefined;
  }
  const instance: Instance = {
    id: deps.newId(name),
    subgraph: name,
    url: settings.INSTANCE_URL ?? `${baseUrl}/graphql`,
    version: settings.SERVICE_VERSION,
    schemaHash: createHash('sha256').update(readFileSync(schemaFile, 'utf8')).digest('hex'),
  };
  const signedFetch = createSignedFetch({
    caller: name,
    key: keyFor(key, 'registry'),
    now: deps.now,
  });
  return register(instance, {
    ...deps,
    registryUrl,
    fetch: signedFetch,
    withdrawalMs: settings.WITHDRAWAL_MS,
  });
}
