import { z } from 'zod';

import type { Database, Transaction } from './database.ts';
import { sql } from './drizzle.ts';
import { describeFaults } from './faults.ts';
import { type Hierarchy, putParentsFirst } from './import-order.ts';

export type ImportOutcome = 'created' | 'updated' | 'unchanged' | { readonly rejected: string };

/** How one type of import line is read and stored. The schema sees the line without its `type`. */
export interface ImportType<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** Present where lines refer to others of their type: a parent is applied before its children. */
  readonly hierarchy?: Hierarchy<z.output<Schema>>;
  apply(
    tx: Transaction,
    value: z.output<Schema>,
    meta: { readonly correlationId: string },
  ): Promise<ImportOutcome>;
}

/** Lets `apply` know the type of its checked value. */
export function defineImportType<Schema extends z.ZodType>(type: ImportType<Schema>): ImportType {
  return type;
}

export interface Imports {
  /** Producers whose events must have arrived before lines are imported. */
  readonly after?: readonly string[];
  /** Applied in this order: a type stands behind those it refers to. */
  readonly types: Readonly<Record<string, ImportType>>;
}

export interface ImportLine {
  readonly line: number;
  readonly value: unknown;
}

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

export interface ImportRejection {
  readonly line: number;
  readonly type: string;
  readonly reason: string;
}

export interface ImportResult {
  readonly counts: Readonly<Record<string, ImportCounts>>;
  readonly rejected: readonly ImportRejection[];
}

interface CheckedLine {
  readonly line: number;
  readonly type: string;
  readonly importType: ImportType;
  readonly value: unknown;
}

/**
 * Imports lines, the good ones in one transaction. What others refer to comes first, whatever the order of the lines.
 * A bad line is rejected with its reason and spoils no other.
 */
export async function applyImport(
  db: Database,
  imports: Imports,
  {
    lines,
    correlationId,
  }: { readonly lines: readonly ImportLine[]; readonly correlationId: string },
): Promise<ImportResult> {
  const tally = createTally();
  const checked = lines.flatMap((line) => {
    const read = readLine(line, imports);
    if ('reason' in read) {
      tally.reject(read);
      return [];
    }
    return [read];
  });
  await db.transaction(async (tx) => {
    for (const one of arrange(checked, imports)) {
      const outcome = await applyLine(tx, one, correlationId);
      if (typeof outcome === 'string') {
        tally.count(one.type, outcome);
      } else {
        tally.reject({ line: one.line, type: one.type, reason: outcome.rejected });
      }
    }
  });
  return tally.result();
}

const lineShape = z.looseObject({ type: z.string() });

function readLine({ line, value }: ImportLine, { types }: Imports): CheckedLine | ImportRejection {
  const shaped = lineShape.safeParse(value);
  if (!shaped.success) {
    return { line, type: '?', reason: 'A line is an object with a "type".' };
  }
  const { type, ...rest } = shaped.data;
  const importType = Object.hasOwn(types, type) ? types[type] : undefined;
  if (importType === undefined) {
    const known = Object.keys(types).join(', ');
    return { line, type, reason: `There is no type "${type}" here; known are ${known}.` };
  }
  const checked = importType.schema.safeParse(rest);
  return checked.success
    ? { line, type, importType, value: checked.data }
    : { line, type, reason: describeFaults(checked.error) };
}

/** Type by type, and parents before children. */
function arrange(checked: readonly CheckedLine[], { types }: Imports): CheckedLine[] {
  const byType = Map.groupBy(checked, ({ type }) => type);
  return Object.entries(types).flatMap(([type, { hierarchy }]) => {
    const lines = byType.get(type) ?? [];
    return hierarchy === undefined
      ? lines
      : putParentsFirst(lines, {
          keyOf: ({ value }) => hierarchy.keyOf(value),
          parentKeyOf: ({ value }) => hierarchy.parentKeyOf(value),
        });
  });
}

/** One line in a savepoint of its own, which is rolled back when the line is rejected or fails. */
async function applyLine(
  tx: Transaction,
  checked: CheckedLine,
  correlationId: string,
): Promise<ImportOutcome> {
  tx.run(sql`savepoint import_line`);
  const outcome = await tryLine(tx, checked, correlationId);
  if (typeof outcome !== 'string') {
    tx.run(sql`rollback to import_line`);
  }
  tx.run(sql`release import_line`);
  return outcome;
}

async function tryLine(
  tx: Transaction,
  { importType, value }: CheckedLine,
  correlationId: string,
): Promise<ImportOutcome> {
  try {
    return await importType.apply(tx, value, { correlationId });
  } catch (error) {
    return { rejected: describeFailure(error) };
  }
}

/** The cause of a failed statement says what is wrong; drizzle's own message would repeat the values. */
function describeFailure(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function createTally() {
  const counts = new Map<string, ImportCounts>();
  const rejected: ImportRejection[] = [];
  const count = (type: string, outcome: keyof ImportCounts): void => {
    const ofType = counts.get(type) ?? { created: 0, updated: 0, unchanged: 0, rejected: 0 };
    ofType[outcome]++;
    counts.set(type, ofType);
  };
  return {
    count,
    reject(rejection: ImportRejection) {
      count(rejection.type, 'rejected');
      rejected.push(rejection);
    },
    result: (): ImportResult => ({
      counts: Object.fromEntries(counts),
      rejected: rejected.toSorted((one, other) => one.line - other.line),
    }),
  };
}
