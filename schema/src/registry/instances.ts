import type { Clock } from '@supergraph/kit/clock';
import type { Database, Transaction } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';
import { z } from 'zod';

import { noteAction } from '#src/registry/activate.ts';
import { assertGranted } from '#src/registry/authorize.ts';
import {
  endExpired,
  endInstance,
  extendLeases,
  findInstance,
  findInstances,
  forgetEnded,
  hasExpired,
  putInstance,
} from '#src/registry/data/instances.ts';
import { httpUrl, subgraphName } from '#src/registry/input.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { Principal } from '#src/registry/principal.ts';
import { isLive } from '#src/registry/served.ts';
import type { InstanceRow } from '#src/registry/tables.ts';

const ENDED_MEMORY_MS = 86_400_000;

const instanceId = z.string().regex(/^[\w.:-]{1,100}$/u, 'an id is 1 to 100 of A-Za-z0-9_.:-');
const registration = z.object({
  subgraph: subgraphName,
  url: httpUrl,
  version: z.string().max(200).default(''),
  schemaHash: z.string().regex(/^[0-9a-f]{64}$/u, 'the SHA-256 of the SDL text, in hex'),
});

interface InstancesDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly leaseMs: number;
}

/** The processes that run, as far as they say so. All of it in memory as well: it is asked with every event. */
export interface Instances {
  /** Live ones, and those that ended within a day. */
  list(): readonly InstanceRow[];
  listLive(): readonly InstanceRow[];
  /** Registers an instance or renews its lease. Throws VALIDATION and FORBIDDEN. */
  register(principal: Principal, id: string, body: unknown): Promise<{ readonly leaseMs: number }>;
  /** Ends one. Throws NOT_FOUND and FORBIDDEN. */
  withdraw(principal: Principal, id: string): Promise<void>;
  /** Ends those whose lease ran out. */
  expire(): Promise<void>;
  /** Called after another set is live, or lives with another schema. */
  onChange(listener: () => void): void;
}

export async function openInstances(deps: InstancesDeps): Promise<Instances> {
  const { db, now, leaseMs } = deps;
  await db.transaction((tx) => extendLeases(tx, now() + leaseMs));
  let rows: readonly InstanceRow[] = await findInstances(db.reader);
  const listeners = new Set<() => void>();
  const listLive = (): readonly InstanceRow[] => rows.filter((row) => isLive(row, now()));
  const reload = async (): Promise<void> => {
    rows = await findInstances(db.reader);
    listeners.forEach((listener) => listener());
  };

  return {
    list: () => rows,
    listLive,
    async register(principal, id, body) {
      await putOne(deps, principal, { id: parseInput(instanceId, id), body });
      await reload();
      return { leaseMs };
    },
    async withdraw(principal, id) {
      await endOne(deps, principal, id);
      await reload();
    },
    async expire() {
      const at = now();
      if (await hasExpired(db.reader, at)) {
        await db.transaction(async (tx) => {
          await endExpired(tx, at);
          await forgetEnded(tx, at - ENDED_MEMORY_MS);
        });
        await reload();
      }
    },
    onChange: (listener) => void listeners.add(listener),
  };
}

async function putOne(
  deps: InstancesDeps,
  principal: Principal,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<void> {
  const { db, now, leaseMs } = deps;
  const known = await findGranted(deps, principal, { id, body });
  const at = now();
  const row = toRow(known, { id, body, at, leaseMs });
  await db.transaction(async (tx) => {
    await putInstance(tx, row);
    // Renewals are no news.
    if (known === undefined || !isLive(known, at)) {
      await noteInstance(tx, principal, { row, action: 'register an instance', at });
    }
  });
}

async function endOne(deps: InstancesDeps, principal: Principal, id: string): Promise<void> {
  const { db, now } = deps;
  const at = now();
  const known = await findInstance(db.reader, id);
  if (known === undefined || !isLive(known, at)) {
    throw new ClientError('NOT_FOUND', `There is no instance "${id}".`);
  }
  await assertGranted(deps, principal, { action: 'withdraw', names: [known.subgraph] });
  await db.transaction(async (tx) => {
    await endInstance(tx, id, at);
    await noteInstance(tx, principal, { row: known, action: 'withdraw an instance', at });
  });
}

/** The row of this id, if this one may change it: an id does not move from one team to another. */
async function findGranted(
  deps: InstancesDeps,
  principal: Principal,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<InstanceRow | undefined> {
  const { subgraph } = parseInput(registration, body);
  const known = await findInstance(deps.db.reader, id);
  const names = [...new Set([subgraph, ...(known ? [known.subgraph] : [])])];
  await assertGranted(deps, principal, { action: 'register an instance of', names });
  return known;
}

function toRow(
  known: InstanceRow | undefined,
  { id, body, at, leaseMs }: { id: string; body: unknown; at: number; leaseMs: number },
): InstanceRow {
  const isRenewal = known !== undefined && isLive(known, at);
  return {
    id,
    ...parseInput(registration, body),
    registeredAt: isRenewal ? known.registeredAt : at,
    expiresAt: at + leaseMs,
    endedAt: null,
  };
}

async function noteInstance(
  tx: Transaction,
  { name }: Principal,
  { row, action, at }: { row: InstanceRow; action: string; at: number },
): Promise<void> {
  await noteAction(
    tx,
    { actor: name, at, outcome: 'DONE' },
    { action, subject: row.subgraph, detail: `${row.id} at ${row.url}` },
  );
}
