import type { Clock } from '@supergraph/kit/clock';
import type { Database, Queries } from '@supergraph/kit/database';
import { z } from 'zod';

import { assertRouter } from '#src/registry/authorize.ts';
import type { Case } from '#src/registry/collaborators.ts';
import {
  addUse,
  extendPeriod,
  findPeriod,
  findUse,
  forgetBatches,
  forgetUse,
  insertBatch,
} from '#src/registry/data/usage.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { Principal } from '#src/registry/principal.ts';

const DAY_MS = 86_400_000;
/** No router sends a batch again after that. */
const BATCH_MEMORY_DAYS = 7;
const USE_MEMORY_DAYS = 400;
/** After so long without a report nobody can say what is unused. */
const SILENCE_DAYS = 7;
const MAX_SKEW_MS = 3_600_000;

const MAX_NAME_LENGTH = 500;
const MAX_TEXT_LENGTH = 1_000_000;
// Sums of it stay far from what SQLite adds up.
const MAX_CALLS = 1_000_000_000_000;

// What clients choose is shortened, not refused: the router would drop the whole batch, and with it the calls of all others.
const name = z
  .string()
  .nullish()
  .transform((text) => (text ?? '').slice(0, MAX_NAME_LENGTH).replaceAll(/\p{Cc}/gu, '\uFFFD'));
const batch = z.object({
  id: z.string().min(1).max(200),
  operations: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        name,
        // Without a text it is counted, and no verdict is made of it.
        text: z.string().transform((text) => (text.length > MAX_TEXT_LENGTH ? '' : text)),
        clientName: name,
        clientVersion: name,
        calls: z.int().min(1).max(MAX_CALLS),
        lastSeenAt: z.iso.datetime(),
      }),
    )
    .max(100_000),
});

interface UsageDeps {
  readonly db: Database;
  readonly now: Clock;
}

/** Counts a router's batch, once, however often it is sent. Answers whether it was a new one. */
export async function takeUsage(
  deps: UsageDeps,
  principal: Principal,
  body: unknown,
): Promise<{ readonly isNew: boolean }> {
  await assertRouter(deps, principal, { action: 'report', subject: 'usage' });
  const { id, operations } = parseInput(batch, body);
  const at = deps.now();
  return deps.db.transaction(async (tx) => {
    const isNew = await insertBatch(tx, { id, at });
    if (isNew) {
      await extendPeriod(tx, at);
      for (const { lastSeenAt, ...use } of operations) {
        // A clock that is ahead must not keep an operation in use for ever.
        const seenAt = Math.min(Date.parse(lastSeenAt), at + MAX_SKEW_MS);
        await addUse(tx, { ...use, lastSeenAt: seenAt });
      }
    }
    return { isNew };
  });
}

/** The operations in use, and since when that is known. */
export async function readUsage(
  db: Queries,
  { now, windowDays }: { readonly now: number; readonly windowDays: number },
): Promise<Pick<Case, 'operations' | 'reports'>> {
  const period = await findPeriod(db);
  const isSilent = period === undefined || period.lastAt < now - SILENCE_DAYS * DAY_MS;
  const rows = await findUse(db, now - windowDays * DAY_MS);
  // What a router could not tell apart any more comes without a text.
  const byId = Map.groupBy(
    rows.filter(({ text }) => text !== ''),
    ({ id }) => id,
  );
  const operations = [...byId.values()].flatMap((uses) =>
    uses.slice(0, 1).map(({ id, name: operationName, text }) => ({
      id,
      name: operationName,
      text,
      usage: uses.map(({ clientName, clientVersion, calls, lastSeenAt }) => ({
        clientName,
        clientVersion,
        calls,
        lastSeenAt: toIso(lastSeenAt),
      })),
    })),
  );
  return { operations, reports: { since: isSilent ? undefined : toIso(period.firstAt) } };
}

/** Forgets what no verdict asks for any more. */
export async function forgetOldUsage({ db, now }: UsageDeps): Promise<void> {
  const at = now();
  await db.transaction(async (tx) => {
    await forgetBatches(tx, at - BATCH_MEMORY_DAYS * DAY_MS);
    await forgetUse(tx, at - USE_MEMORY_DAYS * DAY_MS);
  });
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
