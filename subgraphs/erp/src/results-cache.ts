import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';

import { findResults, putResults } from '#src/data/results.ts';
import type { ResultRow } from '#src/tables.ts';

export interface Provenance {
  readonly source: 'LIVE' | 'CACHED' | 'FALLBACK';
  readonly asOf: number;
}

/** What is known of one question. */
export type Lookup<Value> =
  | { readonly status: 'known'; readonly value: Value; readonly provenance: Provenance }
  | { readonly status: 'fault'; readonly message: string }
  | { readonly status: 'unavailable' };

/** What came of asking the ERP several questions at once. */
export type Asked<Value> =
  | { readonly status: 'answered'; readonly values: ReadonlyMap<string, Value> }
  | { readonly status: 'fault'; readonly message: string }
  | { readonly status: 'unavailable' };

export interface Question<Value> {
  readonly operation: string;
  /** Canonical: equal questions have equal keys. */
  readonly keys: readonly string[];
  /** Asks all of these in one call, and says something of each when it is answered. */
  readonly ask: (keys: readonly string[]) => Promise<Asked<Value>>;
}

export interface ResultsCache {
  lookUp<Value>(question: Question<Value>): Promise<ReadonlyMap<string, Lookup<Value>>>;
  readonly hitRatio: number;
}

const FRESH_MS = 5 * 60_000;
const STALE_MS = 24 * 3_600_000;
const MAX_ROWS = 5000;

interface Options {
  readonly db: Database;
  readonly now: Clock;
  /** Off, every question is asked: it takes longer, and the answers are the same. */
  readonly isOn: boolean;
}

interface Shelf extends Options {
  /** What is being asked, by operation and key. */
  readonly flying: Map<string, Promise<Lookup<unknown>>>;
}

/**
 * Keeps what the ERP said: 5 minutes as the answer, a day for when the ERP cannot be asked. Questions that are being asked are not
 * asked twice. It outlives the process.
 */
export function createResultsCache(options: Options): ResultsCache {
  const { db, now, isOn } = options;
  const shelf: Shelf = { ...options, flying: new Map() };
  const counts = { hits: 0, lookups: 0 };
  return {
    get hitRatio() {
      return counts.lookups === 0 ? 0 : counts.hits / counts.lookups;
    },
    async lookUp<Value>({ operation, keys, ask }: Question<Value>) {
      const distinct = [...new Set(keys)];
      const flightOf = (key: string) => shelf.flying.get(idOf(operation, key));
      const before = new Map(distinct.map((key) => [key, flightOf(key)]));
      const open = distinct.filter((key) => before.get(key) === undefined);
      const rows = isOn && open.length > 0 ? await findResults(db.reader, operation, open) : [];
      const kept = new Map(rows.map((row) => [row.key, row]));
      const fresh = new Map(
        rows.filter((row) => row.freshUntil > now()).map((row) => [row.key, row]),
      );
      const missing = open.filter((key) => !fresh.has(key) && flightOf(key) === undefined);
      counts.lookups += distinct.length;
      counts.hits += fresh.size;
      if (missing.length > 0) {
        takeOff(shelf, { operation, keys: missing, ask }, kept);
      }
      const found = distinct.map(async (key): Promise<[string, Lookup<Value>]> => {
        const row = fresh.get(key);
        const lookup = row === undefined ? await (before.get(key) ?? flightOf(key)) : recall(row);
        return [key, (lookup ?? { status: 'unavailable' }) as Lookup<Value>];
      });
      return new Map(await Promise.all(found));
    },
  };
}

function idOf(operation: string, key: string): string {
  return `${operation} ${key}`;
}

/** Asks, and lets others who ask the same meanwhile wait for the same answer. */
function takeOff(
  shelf: Shelf,
  question: Question<unknown>,
  kept: ReadonlyMap<string, ResultRow>,
): void {
  const asking = askAndKeep(shelf, question);
  for (const key of question.keys) {
    const id = idOf(question.operation, key);
    const flight = asking
      .then((finding) => describe(key, { ...finding, stale: kept.get(key) }))
      .finally(() => shelf.flying.delete(id));
    shelf.flying.set(id, flight);
    // Whoever waits for it hears of it; nobody has to.
    flight.catch(() => undefined);
  }
}

async function askAndKeep({ db, now, isOn }: Shelf, question: Question<unknown>) {
  const asked = await question.ask(question.keys);
  const at = now();
  if (asked.status === 'answered' && isOn) {
    const rows = [...asked.values].map(([key, value]) => ({
      operation: question.operation,
      key,
      // Null is an answer too.
      response: { value },
      storedAt: at,
      freshUntil: at + FRESH_MS,
      staleUntil: at + STALE_MS,
    }));
    await db.transaction((tx) => putResults(tx, rows, MAX_ROWS));
  }
  return { asked, at };
}

interface Finding {
  readonly asked: Asked<unknown>;
  readonly stale: ResultRow | undefined;
  readonly at: number;
}

function describe(key: string, { asked, stale, at }: Finding): Lookup<unknown> {
  if (asked.status === 'answered') {
    const value = asked.values.get(key);
    return { status: 'known', value, provenance: { source: 'LIVE', asOf: at } };
  }
  if (asked.status === 'fault') {
    return asked;
  }
  return stale !== undefined && stale.staleUntil > at ? recall(stale) : asked;
}

function recall({ response, storedAt }: ResultRow): Lookup<unknown> {
  return {
    status: 'known',
    value: response.value,
    provenance: { source: 'CACHED', asOf: storedAt },
  };
}
