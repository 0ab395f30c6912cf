import { type BreakerState, createCircuitBreaker } from '@supergraph/kit/circuit-breaker';
import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import type { Logger } from '@supergraph/kit/log';

import { recordCall } from '#src/data/upstream-calls.ts';
import { type Envelope, NAMESPACE, readEnvelope, writeEnvelope } from '#src/soap/envelope.ts';
import type { XmlElement } from '#src/soap/read-xml.ts';

import { createGate } from './gate.ts';
import { readLimited } from './read-limited.ts';

export interface ErpCall extends Envelope {
  readonly endpoint: 'PriceBook' | 'Freight' | 'Shipment';
  /** How long somebody waits for it. */
  readonly patience: Patience;
}

/** What came of a call. `fault`: the ERP does not take it, and will not take it later. `unavailable`: nobody knows. */
export type ErpAnswer =
  | { readonly status: 'answered'; readonly body: XmlElement }
  | { readonly status: 'fault'; readonly code: string; readonly message: string }
  | { readonly status: 'unavailable'; readonly reason: string };

export interface ErpClient {
  call(call: ErpCall): Promise<ErpAnswer>;
  readonly breaker: BreakerState;
  readonly consecutiveFailures: number;
}

export interface ErpClientOptions {
  readonly settings: { readonly ERP_URL: string; readonly ERP_PARALLEL_CALLS: number };
  readonly db: Database;
  readonly now: Clock;
  readonly log: Logger;
}

interface Patience {
  readonly waitMs: number;
  readonly timeoutMs: number;
}

/** A page, or a command that has 2 s: place in line and answer together stay below that. */
export const FOR_A_PAGE: Patience = { waitMs: 500, timeoutMs: 1200 };
/** Work that nobody waits for. */
export const IN_BACKGROUND: Patience = { waitMs: 10_000, timeoutMs: 5000 };
const SLOW_MS = 2000;

/** Calls the ERP: so many calls at once as it bears, and none while its circuit breaker is open. Never throws for what the ERP does. */
export function createErpClient({ settings, db, now, log }: ErpClientOptions): ErpClient {
  const gate = createGate(settings.ERP_PARALLEL_CALLS);
  const breaker = createCircuitBreaker({
    now,
    onChange: (state) => log.warn({ upstream: 'erp', breaker: state }, 'circuit breaker'),
  });
  let consecutiveFailures = 0;
  return {
    get breaker() {
      return breaker.state;
    },
    get consecutiveFailures() {
      return consecutiveFailures;
    },
    async call(call) {
      const permit = breaker.enter();
      if (permit === undefined) {
        return unavailable('Its circuit breaker is open.');
      }
      const leave = await gate.enter(call.patience.waitMs);
      // Whoever stood in line when it opened does not go either.
      if (leave === undefined || breaker.state === 'OPEN') {
        permit.forget();
        leave?.();
        return unavailable('There was no place among the calls that it bears.');
      }
      const begun = performance.now();
      const answer = await send(call, settings.ERP_URL).finally(leave);
      const durationMs = Math.round(performance.now() - begun);
      const isFailure = answer.status === 'unavailable' || durationMs > SLOW_MS;
      consecutiveFailures = isFailure ? consecutiveFailures + 1 : 0;
      if (isFailure) {
        permit.fail();
      } else {
        permit.succeed();
      }
      const { operation, correlationId } = call;
      const outcome = answer.status === 'unavailable' ? answer.reason : answer.status;
      if (answer.status !== 'answered') {
        log.warn({ upstream: 'erp', operation, outcome, correlationId }, 'no answer');
      }
      const row = { operation, durationMs, outcome, correlationId, at: now() };
      await db.transaction((tx) => recordCall(tx, row));
      return answer;
    },
  };
}

async function send(call: ErpCall, base: string): Promise<ErpAnswer> {
  try {
    const response = await fetch(new URL(`${call.endpoint}.asmx`, withSlash(base)), {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=windows-1252',
        soapaction: `"${NAMESPACE}/${call.operation}"`,
      },
      body: writeEnvelope(call),
      redirect: 'error',
      signal: AbortSignal.timeout(call.patience.timeoutMs),
    });
    const bytes = await readLimited(response);
    return readReply(response, bytes, call.operation);
  } catch (error) {
    return unavailable(describe(error));
  }
}

function readReply(response: Response, bytes: Uint8Array, operation: string): ErpAnswer {
  // SOAP 1.1 answers a fault with 500 and an envelope; without an envelope it is a server that is broken.
  if (!response.ok && (response.status !== 500 || bytes.length === 0)) {
    return unavailable(`It answers with HTTP ${response.status}.`);
  }
  const reply = readEnvelope(bytes, response.headers.get('content-type'));
  if (reply.status === 'fault') {
    const { side, code, message } = reply;
    return side === 'Client'
      ? { status: 'fault', code, message }
      : unavailable(`It has a fault of its own, ${code}.`);
  }
  return reply.body.name === `${operation}Response`
    ? { status: 'answered', body: reply.body }
    : unavailable(`It answers ${operation} with ${reply.body.name}.`);
}

function unavailable(reason: string): ErpAnswer {
  return { status: 'unavailable', reason };
}

function withSlash(base: string): string {
  return base.endsWith('/') ? base : `${base}/`;
}

function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
}
