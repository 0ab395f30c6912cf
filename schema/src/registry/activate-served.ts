import type { Transaction } from '@supergraph/kit/database';

import {
  MOVED,
  hasMoved,
  insertActive,
  noteAction,
  onTopOfActive,
} from '#src/registry/activate.ts';
import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { findInstances } from '#src/registry/data/instances.ts';
import { type OpenStaging, endStaging, findOpenStagings } from '#src/registry/data/publications.ts';
import { type Evaluation, evaluate } from '#src/registry/evaluate.ts';
import { type Member, mergeMembers } from '#src/registry/member.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import { isLive } from '#src/registry/served.ts';
import type { InstanceRow } from '#src/registry/tables.ts';

/** Activates every staged publication whose schemas are served; says in the log what cannot be activated any more. */
export async function activateServed(deps: RegistryDeps): Promise<void> {
  if ((await findServed(deps)).length > 0) {
    await deps.inTurn(async () => {
      for (const staging of await findServed(deps)) {
        await onTopOfActive(deps, (active) => activateStaging(deps, staging, active));
      }
    });
  }
}

async function findServed({ db, now }: RegistryDeps): Promise<OpenStaging[]> {
  const stagings = await findOpenStagings(db.reader);
  const instances = stagings.length > 0 ? await findInstances(db.reader) : [];
  const at = now();
  return stagings.filter(({ members }) => isServed(members, instances, at));
}

/** An instance that ended is still one to wait for: it activates when somebody serves it, not when nobody is left. */
function isServed(members: readonly Member[], instances: readonly InstanceRow[], now: number) {
  return members.every(({ name, schemaHash }) => {
    const own = instances.filter(({ subgraph }) => subgraph === name);
    return own.length === 0 || own.some((one) => isLive(one, now) && one.schemaHash === schemaHash);
  });
}

async function activateStaging(
  deps: RegistryDeps,
  { publication, allowBreaking, members }: OpenStaging,
  active: ActiveGraph | undefined,
): Promise<typeof MOVED | undefined> {
  const merged = mergeMembers(active?.members ?? [], members);
  // What is active may be another version than when it was staged.
  const evaluation = await evaluate(deps, merged, { active, allowBreaking });
  const { actor, reason, commit, id } = publication;
  if (evaluation.refusal !== undefined) {
    deps.log.error(
      { publication: id, refusal: evaluation.refusal },
      'a staged publication cannot be activated any more',
    );
  }
  return deps.db.transaction(async (tx) => {
    if (await hasMoved(tx, active)) {
      return MOVED;
    }
    const at = deps.now();
    const cause = { actor, action: 'PUBLISH', reason, commit, publication: id } as const;
    await end(tx, { evaluation, active, at }, cause);
    return undefined;
  });
}

interface Ending {
  readonly evaluation: Evaluation;
  readonly active: ActiveGraph | undefined;
  readonly at: number;
}

async function end(
  tx: Transaction,
  { evaluation, active, at }: Ending,
  cause: Parameters<typeof insertActive>[2] & { readonly publication: string },
): Promise<void> {
  const { refusal, version } = evaluation;
  const ending = refusal === undefined ? 'ACTIVATED' : 'REFUSED';
  await endStaging(tx, cause.publication, { endedAt: at, ending });
  if (refusal === undefined && version !== active?.version) {
    await insertActive(tx, { evaluation, active, at }, cause);
  }
  await noteAction(
    tx,
    { actor: cause.actor, at, outcome: refusal === undefined ? 'DONE' : 'REFUSED' },
    {
      action: 'activate what was staged',
      subject: cause.publication,
      detail: refusal ?? null,
    },
  );
}
