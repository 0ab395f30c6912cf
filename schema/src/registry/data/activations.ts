import type { Queries, Transaction } from '@supergraph/kit/database';
import {
  type SQL,
  type SQLWrapper,
  and,
  asc,
  desc,
  eq,
  inArray,
  lt,
  ne,
  or,
  sql,
} from '@supergraph/kit/drizzle';

import {
  type ActivationChangeRow,
  type ActivationRow,
  activation,
  activationChange,
} from '#src/registry/tables.ts';

/** The activation that routers run. */
export async function findActive(db: Queries): Promise<ActivationRow | undefined> {
  return db.select().from(activation).orderBy(desc(activation.number)).limit(1).get();
}

export async function findActivation(
  db: Queries,
  number: number,
): Promise<ActivationRow | undefined> {
  return db.select().from(activation).where(eq(activation.number, number)).get();
}

/** The last activation of a version. */
export async function findActivationOf(
  db: Queries,
  version: string,
): Promise<ActivationRow | undefined> {
  return db
    .select()
    .from(activation)
    .where(eq(activation.version, version))
    .orderBy(desc(activation.number))
    .limit(1)
    .get();
}

export interface ActivationPage {
  readonly limit: number;
  /** Only older ones than this number. */
  readonly before: number;
}

/** Newest first. */
export async function listActivations(
  db: Queries,
  { limit, before }: ActivationPage,
): Promise<ActivationRow[]> {
  return db
    .select()
    .from(activation)
    .where(lt(activation.number, before))
    .orderBy(desc(activation.number))
    .limit(limit)
    .all();
}

export type NewChange = Omit<ActivationChangeRow, 'activation' | 'position'>;

/** Moves the pointer, and keeps what that changed. */
export async function insertActivation(
  tx: Transaction,
  row: ActivationRow,
  changes: readonly NewChange[],
): Promise<void> {
  tx.insert(activation).values(row).run();
  for (const [position, { severity, code, message, coordinate }] of changes.entries()) {
    tx.insert(activationChange)
      .values({ activation: row.number, position, severity, code, message, coordinate })
      .run();
  }
}

/** What these activations changed, in the order in which the changes were told. */
export async function findChanges(
  db: Queries,
  numbers: readonly number[],
): Promise<ActivationChangeRow[]> {
  return db
    .select()
    .from(activationChange)
    .where(inArray(activationChange.activation, [...numbers]))
    .orderBy(asc(activationChange.activation), asc(activationChange.position))
    .all();
}

export interface CoordinateChange {
  readonly activation: ActivationRow;
  readonly change: ActivationChangeRow;
}

/** Every change of a coordinate and of what is below it (of `Product`, also `Product.price`); newest first. */
export async function findCoordinateChanges(
  db: Queries,
  coordinate: string,
): Promise<CoordinateChange[]> {
  const { coordinate: column } = activationChange;
  return db
    .select({ activation, change: activationChange })
    .from(activationChange)
    .innerJoin(activation, eq(activation.number, activationChange.activation))
    .where(
      or(
        eq(column, coordinate),
        startsWith(column, `${coordinate}.`),
        startsWith(column, `${coordinate}(`),
      ),
    )
    .orderBy(desc(activationChange.activation), asc(activationChange.position))
    .limit(1000)
    .all();
}

/** The last activation before one number that made another version active. */
export async function findActivationBefore(
  db: Queries,
  row: Pick<ActivationRow, 'number' | 'version'>,
): Promise<ActivationRow | undefined> {
  return db
    .select()
    .from(activation)
    .where(and(lt(activation.number, row.number), ne(activation.version, row.version)))
    .orderBy(desc(activation.number))
    .limit(1)
    .get();
}

function startsWith(column: SQLWrapper, prefix: string): SQL {
  return sql`substr(${column}, 1, ${prefix.length}) = ${prefix}`;
}
