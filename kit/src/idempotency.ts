import { hashJson } from './canonical-json.ts';
import type { Clock } from './clock.ts';
import { type Database, type Transaction, prepared } from './database.ts';
import { and, eq, lt, sql } from './drizzle.ts';
import type { RequestContext } from './request-context.ts';
import { idempotency } from './tables.ts';

const KEEP_MS = 24 * 60 * 60 * 1000;
// No call runs this long, so its process must have died.
const ABANDONED_AFTER_MS = 30_000;
const RETRY_AFTER_MS = 500;

export interface IdempotentCall {
  /** Whose key it is: keys of two callers never meet. */
  readonly caller: string;
  readonly operation: string;
  /** Absent when the caller does not ask for idempotency: the call just runs. */
  readonly key: string | null | undefined;
  /** What was asked. The same key with another input is refused. */
  readonly input: unknown;
  readonly now: Clock;
}

export type IdempotentResult<Outcome> =
  | { readonly status: 'done'; readonly outcome: Outcome }
  | { readonly status: 'reused' }
  | { readonly status: 'in progress'; readonly retryAfterMs: number };

type Keyed = IdempotentCall & { readonly key: string };

/**
 * Runs a mutation once per key: a repeated call gets the stored outcome. The outcome is stored in the transaction of the
 * effect, as JSON: ids and typed errors, never tokens or personal data. When `run` throws, the key is free again.
 */
export async function runIdempotent<Outcome>(
  db: Database,
  call: IdempotentCall,
  run: (tx: Transaction) => Promise<Outcome>,
): Promise<IdempotentResult<Outcome>> {
  const { key } = call;
  if (key === null || key === undefined) {
    return { status: 'done', outcome: await db.transaction(run) };
  }
  const keyed: Keyed = { ...call, key };
  const startedAt = call.now();
  const earlier = await db.transaction(async (tx) => claim<Outcome>(tx, keyed, startedAt));
  if (earlier !== undefined) {
    return earlier;
  }
  try {
    return await db.transaction(async (tx) => {
      // A call that slept past the limit may have lost its claim to a retry: only one of them may have an effect.
      if (!isClaimedSince(tx, keyed, startedAt)) {
        return { status: 'in progress', retryAfterMs: RETRY_AFTER_MS };
      }
      const outcome = await run(tx);
      storeOutcome(tx, keyed, { outcome, at: startedAt });
      return { status: 'done', outcome };
    });
  } catch (error) {
    await db.transaction(async (tx) => {
      if (isClaimedSince(tx, keyed, startedAt)) {
        deleteCall(tx).run(keyOf(keyed));
      }
    });
    throw error;
  }
}

/** The answer to an earlier call with the same key, if there was one. */
export function findOutcome<Outcome>(
  tx: Transaction,
  call: Keyed,
  at: number,
): IdempotentResult<Outcome> | undefined {
  const row = selectCall(tx).get(keyOf(call));
  if (row === undefined || row.expiresAt <= at) {
    return undefined;
  }
  if (row.requestHash !== hashJson(call.input)) {
    return { status: 'reused' };
  }
  if (row.status === 'DONE') {
    return { status: 'done', outcome: row.response as Outcome };
  }
  return at - row.createdAt < ABANDONED_AFTER_MS
    ? { status: 'in progress', retryAfterMs: RETRY_AFTER_MS }
    : undefined;
}

/** Stores the outcome of a call for 24 hours. */
export function storeOutcome(
  tx: Transaction,
  call: Keyed,
  { outcome, at }: { readonly outcome: unknown; readonly at: number },
): void {
  writeCall(tx, call, { status: 'DONE', response: outcome ?? null, at });
}

/** Forgets what expired. */
export async function purgeIdempotency(db: Database, now: Clock): Promise<void> {
  await db.transaction(async (tx) => deleteExpired(tx).run({ at: now() }));
}

/** Whose idempotency keys a request uses: the customer's, else the visitor's. */
export function callerOf({ claims, visitorId, requestId }: RequestContext): string {
  // Visitors without an id must not share keys: one would be handed the outcome of another.
  return claims === null ? `visitor:${visitorId ?? requestId}` : `customer:${claims.sub}`;
}

function claim<Outcome>(
  tx: Transaction,
  call: Keyed,
  at: number,
): IdempotentResult<Outcome> | undefined {
  const earlier = findOutcome<Outcome>(tx, call, at);
  if (earlier === undefined) {
    writeCall(tx, call, { status: 'IN_PROGRESS', response: null, at });
  }
  return earlier;
}

function isClaimedSince(tx: Transaction, call: Keyed, at: number): boolean {
  const row = selectCall(tx).get(keyOf(call));
  return row?.status === 'IN_PROGRESS' && row.createdAt === at;
}

function keyOf({ caller, operation, key }: Keyed) {
  return { caller, operation, key };
}

interface CallState {
  readonly status: 'IN_PROGRESS' | 'DONE';
  readonly response: unknown;
  readonly at: number;
}

function writeCall(tx: Transaction, call: Keyed, { status, response, at }: CallState): void {
  const requestHash = hashJson(call.input);
  upsertCall(tx).run({
    ...keyOf(call),
    requestHash,
    status,
    response,
    at,
    expiresAt: at + KEEP_MS,
  });
}

const ofCall = and(
  eq(idempotency.caller, sql.placeholder('caller')),
  eq(idempotency.operation, sql.placeholder('operation')),
  eq(idempotency.key, sql.placeholder('key')),
);

const selectCall = prepared((db) => db.select().from(idempotency).where(ofCall).prepare());
const deleteCall = prepared((db) => db.delete(idempotency).where(ofCall).prepare());
const deleteExpired = prepared((db) =>
  db
    .delete(idempotency)
    .where(lt(idempotency.expiresAt, sql.placeholder('at')))
    .prepare(),
);
const upsertCall = prepared((db) =>
  db
    .insert(idempotency)
    .values({
      caller: sql.placeholder('caller'),
      operation: sql.placeholder('operation'),
      key: sql.placeholder('key'),
      requestHash: sql.placeholder('requestHash'),
      status: sql.placeholder('status'),
      response: sql.placeholder('response'),
      createdAt: sql.placeholder('at'),
      expiresAt: sql.placeholder('expiresAt'),
    })
    .onConflictDoUpdate({
      target: [idempotency.caller, idempotency.operation, idempotency.key],
      set: {
        requestHash: sql`excluded.request_hash`,
        status: sql`excluded.status`,
        response: sql`excluded.response`,
        createdAt: sql`excluded.created_at`,
        expiresAt: sql`excluded.expires_at`,
      },
    })
    .prepare(),
);
