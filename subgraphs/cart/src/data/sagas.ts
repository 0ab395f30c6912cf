import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, lt, lte, sql } from '@supergraph/kit/drizzle';
import { preparedPut } from '@supergraph/kit/put';

import {
  type PaymentOutcome,
  type SagaRow,
  type StepRow,
  confirmedPayment,
  saga,
  sagaStep,
} from '#src/checkout-tables.ts';

export async function findSaga(db: Queries, id: string): Promise<SagaRow | undefined> {
  return selectById(db).get({ id });
}

/** The tries of these checkouts, oldest first. */
export async function findSagasOfCheckouts(
  db: Queries,
  checkoutIds: readonly string[],
): Promise<SagaRow[]> {
  return selectOfCheckouts(db).all({ checkoutIds: JSON.stringify(checkoutIds) });
}

/** The last try of a checkout, whatever became of it. */
export async function findLatestSaga(
  db: Queries,
  checkoutId: string,
): Promise<SagaRow | undefined> {
  return (await findSagasOfCheckouts(db, [checkoutId])).at(-1);
}

export async function findSteps(db: Queries, sagaIds: readonly string[]): Promise<StepRow[]> {
  return selectSteps(db).all({ ids: JSON.stringify(sagaIds) });
}

/** The steps of a saga that were begun, by name. */
export async function findStepsByName(
  db: Queries,
  sagaId: string,
): Promise<ReadonlyMap<string, StepRow>> {
  return new Map((await findSteps(db, [sagaId])).map((row) => [row.name, row]));
}

/** Sagas that have something to do now and that no process works on. */
export async function findDueSagas(
  db: Queries,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<string[]> {
  return selectDue(db)
    .all({ now, limit })
    .map(({ id }) => id);
}

export const putSaga = preparedPut(saga, saga.id);
export const putStep = preparedPut(sagaStep, sagaStep.sagaId, sagaStep.name);

export async function findConfirmedPayment(
  db: Queries,
  attempt: string,
): Promise<PaymentOutcome | undefined> {
  return selectConfirmed(db).get({ attempt })?.outcome;
}

export async function putConfirmedPayment(
  tx: Transaction,
  row: typeof confirmedPayment.$inferSelect,
): Promise<void> {
  tx.insert(confirmedPayment).values(row).onConflictDoNothing().run();
}

export async function deleteConfirmedPayments(tx: Transaction, before: number): Promise<void> {
  tx.delete(confirmedPayment).where(lt(confirmedPayment.at, before)).run();
}

const selectById = prepared((db) =>
  db
    .select()
    .from(saga)
    .where(eq(saga.id, sql.placeholder('id')))
    .prepare(),
);
const selectOfCheckouts = prepared((db) =>
  db
    .select()
    .from(saga)
    .where(inJson(saga.checkoutId, 'checkoutIds'))
    .orderBy(asc(saga.createdAt), asc(saga.id))
    .prepare(),
);
const selectSteps = prepared((db) =>
  db.select().from(sagaStep).where(inJson(sagaStep.sagaId, 'ids')).prepare(),
);
const selectDue = prepared((db) =>
  db
    .select({ id: saga.id })
    .from(saga)
    .where(
      and(
        sql`${saga.state} in ('RUNNING', 'COMPENSATING', 'STUCK')`,
        lte(saga.nextRunAt, sql.placeholder('now')),
        lte(saga.leaseUntil, sql.placeholder('now')),
      ),
    )
    .orderBy(asc(saga.nextRunAt))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectConfirmed = prepared((db) =>
  db
    .select()
    .from(confirmedPayment)
    .where(eq(confirmedPayment.attempt, sql.placeholder('attempt')))
    .prepare(),
);
