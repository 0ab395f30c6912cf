import { MOVED, hasMoved, insertActive, noteAction } from '#src/registry/activate.ts';
import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { type Evaluation, type Refusal, evaluate } from '#src/registry/evaluate.ts';
import type { Member } from '#src/registry/member.ts';
import type { Principal } from '#src/registry/principal.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import type { Report } from '#src/reports/report.ts';
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
  /** For the audit log. */
  readonly subject: string;
}

/** Makes these members the active ones, at once, if that is not refused. */
export async function movePointer(
  deps: RegistryDeps,
  { principal, active, members, allowBreaking, cause, subject }: Move,
): Promise<MoveAnswer | typeof MOVED> {
  const evaluation = await evaluate(deps, members, { active, allowBreaking });
  const at = deps.now();
  const actor = principal.name;
  const { refusal, report } = evaluation;
  return deps.db.transaction(async (tx) => {
    if (await hasMoved(tx, active)) {
      return MOVED;
    }
    const outcome = refusal === undefined ? 'ACTIVATED' : 'REFUSED';
    await noteAction(
      tx,
      { actor, at, outcome: refusal === undefined ? 'DONE' : 'REFUSED' },
      { action: cause.action.toLowerCase(), subject, detail: refusal ?? null },
    );
    const number =
      refusal === undefined
        ? (await insertActive(tx, { evaluation, active, at }, { ...cause, actor, commit: null }))
            .number
        : active.activation.number;
    return { outcome, version: versionOf(evaluation), activation: number, refusal, report };
  });
}

function versionOf({ composed, version }: Evaluation): string | null {
  return composed ? version : null;
}
