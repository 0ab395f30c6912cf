import type { Transaction } from '@supergraph/kit/database';

import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { type NewChange, findActive, insertActivation } from '#src/registry/data/activations.ts';
import { insertAudit } from '#src/registry/data/audit.ts';
import { putVersion } from '#src/registry/data/versions.ts';
import type { Evaluation } from '#src/registry/evaluate.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import type { ActivationRow, AuditRow } from '#src/registry/tables.ts';

/** Another process moved the pointer meanwhile: what was composed is on top of something else. */
export const MOVED = Symbol('moved');

const MAX_TRIES = 10;

/** Tries on top of what is active, again when that has moved under it, and makes the outcome known. */
export async function onTopOfActive<T>(
  { graphs }: Pick<RegistryDeps, 'graphs'>,
  attempt: (active: ActiveGraph | undefined) => Promise<T | typeof MOVED>,
): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const outcome = await attempt(graphs.current());
    await graphs.reload();
    if (outcome !== MOVED) {
      return outcome;
    }
  }
  throw new Error('Another process moves the active version faster than this one can compose.');
}

export async function hasMoved(tx: Transaction, active: ActiveGraph | undefined): Promise<boolean> {
  return (await findActive(tx))?.number !== active?.activation.number;
}

export type ActivationCause = Pick<ActivationRow, 'actor' | 'action' | 'reason' | 'commit'> &
  Partial<Pick<ActivationRow, 'target' | 'publication'>>;

/** Keeps the version and moves the pointer to it, in the caller's transaction. */
export async function insertActive(
  tx: Transaction,
  {
    evaluation,
    active,
    at,
  }: {
    readonly evaluation: Evaluation;
    readonly active: ActiveGraph | undefined;
    readonly at: number;
  },
  cause: ActivationCause,
): Promise<ActivationRow> {
  const { version, members, composed, report } = evaluation;
  if (composed === undefined) {
    throw new Error('What does not compose cannot become active.');
  }
  await putVersion(tx, { version, members, ...composed, at });
  const row: ActivationRow = {
    number: (active?.activation.number ?? 0) + 1,
    version,
    at,
    target: null,
    publication: null,
    ...cause,
  };
  await insertActivation(tx, row, report.changes satisfies readonly NewChange[]);
  return row;
}

/** Notes in the audit log what was done, or refused because of the schema. */
export async function noteAction(
  tx: Transaction,
  who: Pick<AuditRow, 'actor' | 'at' | 'outcome'>,
  what: Pick<AuditRow, 'action' | 'subject' | 'detail'>,
): Promise<void> {
  await insertAudit(tx, { ...who, ...what });
}
