import type { Transaction } from '@supergraph/kit/database';

import {
  MOVED,
  hasMoved,
  insertActive,
  noteAction,
  onTopOfActive,
} from '#src/registry/activate.ts';
import { type ActiveGraph, assertActive } from '#src/registry/active-graph.ts';
import { findOpenStagings } from '#src/registry/data/publications.ts';
import { type Evaluation, type Refusal, evaluate } from '#src/registry/evaluate.ts';
import { explainRefusal } from '#src/registry/explain-refusal.ts';
import type { Member } from '#src/registry/member.ts';
import type { Principal } from '#src/registry/principal.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import type { Report } from '#src/reports/report.ts';
import { supersede } from '#src/registry/supersede.ts';
import type { ActivationRow } from '#src/registry/tables.ts';

/** What became of a rollback, a renaming or a deletion. */
export interface MoveAnswer {
  readonly outcome: 'ACTIVATED' | 'REFUSED';
  readonly version: string | null;
  readonly activation: number;
  readonly refusal: Refusal | undefined;
  readonly report: Report;
}

export interface Move {
  readonly principal: Principal;
  readonly active: ActiveGraph;
  readonly members: readonly Member[];
  readonly allowBreaking: boolean;
  readonly cause: Pick<ActivationRow, 'action' | 'reason' | 'target'>;
  /** Names that these members do without: what waits for them waits in vain. */
  readonly replaced: readonly string[];
  /** For the audit log. */
  readonly subject: string;
}

/** Plans a move on top of what is active, in turn, and makes it, at once, if that is not refused. */
export async function movePointer(
  deps: RegistryDeps,
  plan: (active: ActiveGraph) => Move | Promise<Move>,
): Promise<MoveAnswer> {
  const { answer, move } = await deps.inTurn(() =>
    onTopOfActive(deps, async (active) => {
      const planned = await plan(assertActive(active));
      const made = await tryMove(deps, planned);
      return made === MOVED ? MOVED : { answer: made, move: planned };
    }),
  );
  return explainRefusal(deps, answer, move);
}

async function tryMove(deps: RegistryDeps, move: Move): Promise<MoveAnswer | typeof MOVED> {
  const { active, members, allowBreaking } = move;
  const evaluation = await evaluate(deps, members, { active, allowBreaking });
  const at = deps.now();
  return deps.db.transaction(async (tx) =>
    (await hasMoved(tx, active)) ? MOVED : settle(tx, move, { evaluation, active, at }),
  );
}

async function settle(
  tx: Transaction,
  { principal, cause, subject, replaced }: Move,
  proposal: { readonly evaluation: Evaluation; readonly active: ActiveGraph; readonly at: number },
): Promise<MoveAnswer> {
  const { evaluation, active, at } = proposal;
  const { refusal, report } = evaluation;
  const actor = principal.name;
  const version = versionOf(evaluation);
  await noteAction(
    tx,
    { actor, at, outcome: refusal === undefined ? 'DONE' : 'REFUSED' },
    { action: cause.action.toLowerCase(), subject, detail: refusal ?? null },
  );
  if (refusal !== undefined) {
    return { outcome: 'REFUSED', version, activation: active.activation.number, refusal, report };
  }
  await supersede(tx, await findOpenStagings(tx), { names: replaced, at });
  const { number } = await insertActive(tx, proposal, { ...cause, actor, commit: null });
  return { outcome: 'ACTIVATED', version, activation: number, refusal, report };
}

function versionOf({ composed, version }: Evaluation): string | null {
  return composed ? version : null;
}
