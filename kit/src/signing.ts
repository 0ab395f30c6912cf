import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import type { Clock } from './clock.ts';
import { ClientError } from './errors.ts';
import { CONTEXT_HEADERS } from './request-context.ts';

export const SIGNATURE_HEADER = 'x-graph-signature';
const WINDOW_MS = 60_000;

/** Every header that says who asks or changes what is done, so that none can be added or altered on the way. */
const SIGNED_HEADERS: readonly string[] = [
  ...Object.values(CONTEXT_HEADERS),
  'idempotency-key',
  'x-deadline',
].toSorted();

export interface RequestToSign {
  readonly method: string;
  /** Path with query string, as it stands in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string | Uint8Array;
}

export interface Signer {
  readonly caller: string;
  /** Hex. */
  readonly key: string;
  readonly now: Clock;
  readonly newNonce?: () => string;
}

/** The one header that proves who calls. docs/contracts.md has the recipe and a test vector. */
export function signRequest(request: RequestToSign, signer: Signer): Record<string, string> {
  const at = signer.now();
  const nonce = (signer.newNonce ?? createNonce)();
  const mac = createMac(request, { caller: signer.caller, at, nonce }, signer.key).toString('hex');
  return { [SIGNATURE_HEADER]: `v1;caller=${signer.caller};at=${at};nonce=${nonce};mac=${mac}` };
}

/**
 * The key a caller uses towards one audience, derived from the caller's own. A service holds only what was derived for
 * it, so one that is broken into cannot speak as its callers to others.
 */
export function keyFor(callerKey: string, audience: string): string {
  return createHmac('sha256', Buffer.from(callerKey, 'hex')).update(`to ${audience}`).digest('hex');
}

export interface Verifier {
  /** Answers the caller's name. Throws SIGNATURE_INVALID, SIGNATURE_EXPIRED or REQUEST_REPLAYED. */
  verify(request: RequestToSign & { readonly headers: IncomingHttpHeaders }): string;
}

/** Accepts each signature once, within a minute of its time, from callers whose key is known. */
export function createVerifier(
  keys: Readonly<Record<string, string>>,
  { now }: { readonly now: Clock },
): Verifier {
  const seen = createNonceMemory();
  return {
    verify(request) {
      const claim = readSignature(request.headers[SIGNATURE_HEADER]);
      const key = Object.hasOwn(keys, claim.caller) ? keys[claim.caller] : undefined;
      const expected = createMac(request, claim, key ?? '00');
      const sent = Buffer.from(claim.mac, 'hex');
      if (
        key === undefined ||
        sent.length !== expected.length ||
        !timingSafeEqual(sent, expected)
      ) {
        throw new ClientError('SIGNATURE_INVALID', 'The request is not signed by a known caller.');
      }
      if (Math.abs(now() - claim.at) > WINDOW_MS) {
        throw new ClientError(
          'SIGNATURE_EXPIRED',
          'The signature is older than 60 seconds, or from the future.',
        );
      }
      if (!seen.add(`${claim.caller};${claim.nonce}`, now())) {
        throw new ClientError('REQUEST_REPLAYED', 'This signed request was received before.');
      }
      return claim.caller;
    },
  };
}

interface SignatureClaim {
  readonly caller: string;
  readonly at: number;
  readonly nonce: string;
}

const SIGNATURE_FORM =
  /^v1;caller=(?<caller>[a-z][a-z0-9-]{0,40});at=(?<at>\d{1,15});nonce=(?<nonce>[\w-]{8,64});mac=(?<mac>[0-9a-f]{64})$/u;

function readSignature(header: string | string[] | undefined): SignatureClaim & { mac: string } {
  const parts = typeof header === 'string' ? SIGNATURE_FORM.exec(header)?.groups : undefined;
  const { caller, at, nonce, mac } = parts ?? {};
  if (caller === undefined || at === undefined || nonce === undefined || mac === undefined) {
    throw new ClientError('SIGNATURE_INVALID', 'The request is not signed.');
  }
  return { caller, at: Number(at), nonce, mac };
}

function createMac(request: RequestToSign, claim: SignatureClaim, key: string): Buffer {
  const lines = [
    'v1',
    claim.caller,
    String(claim.at),
    claim.nonce,
    request.method.toUpperCase(),
    request.path,
    createHash('sha256').update(request.body).digest('hex'),
    ...SIGNED_HEADERS.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [`${name}:${String(value)}`];
    }),
  ];
  return createHmac('sha256', Buffer.from(key, 'hex')).update(lines.join('\n')).digest();
}

/** Two generations, each a window long on both sides of now: memory stays bounded by the request rate. */
function createNonceMemory(): { add(nonce: string, at: number): boolean } {
  let current = new Set<string>();
  let previous = new Set<string>();
  let turnedAt = 0;
  return {
    add(nonce, at) {
      if (at - turnedAt > 2 * WINDOW_MS) {
        previous = at - turnedAt > 4 * WINDOW_MS ? new Set() : current;
        current = new Set();
        turnedAt = at;
      }
      if (current.has(nonce) || previous.has(nonce)) {
        return false;
      }
      current.add(nonce);
      return true;
    },
  };
}

function createNonce(): string {
  return randomBytes(12).toString('base64url');
}
