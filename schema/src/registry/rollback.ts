import { ClientError } from '@supergraph/kit/errors';

import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { assertGranted } from '#src/registry/authorize.ts';
import { findActivation, findActivationBefore } from '#src/registry/data/activations.ts';
import { findVersion } from '#src/registry/data/versions.ts';
import { findReference } from '#src/registry/find-reference.ts';
import { changedNames } from '#src/registry/member.ts';
import { type MoveAnswer, movePointer } from '#src/registry/move-pointer.ts';
import type { Principal } from '#src/registry/principal.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import type { ActivationRow } from '#src/registry/tables.ts';

export interface RollbackRequest {
  /** An activation's number or the beginning of a version; else the version before. */
  readonly to?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/**
 * Makes an earlier version active again, at once. It composed before, and the way back is never barred: what it takes
 * from clients is told, not refused. Whoever may publish what differs may do it.
 */
export async function rollback(
  deps: RegistryDeps,
  principal: Principal,
  { to, reason }: RollbackRequest,
): Promise<MoveAnswer> {
  return movePointer(deps, async (current) => {
    const target = await findTarget(deps, current, to ?? undefined);
    const version = await findVersion(deps.db.reader, target.version);
    const members = version?.members ?? [];
    const names = changedNames(current.members, members);
    await assertGranted(deps, principal, { action: 'roll back', names });
    return {
      principal,
      active: current,
      members,
      allowBreaking: true,
      cause: { action: 'ROLLBACK', reason: reason ?? null, target: target.number },
      replaced: [],
      subject: `activation ${target.number}`,
    };
  });
}

async function findTarget(
  { db }: RegistryDeps,
  current: ActiveGraph,
  to: string | undefined,
): Promise<ActivationRow> {
  const target =
    to === undefined
      ? await findBefore(db, current.activation)
      : await findReference(db.reader, to);
  if (target === undefined) {
    throw new ClientError('NOT_FOUND', 'There is no version before this one.');
  }
  if (target.version === current.version) {
    throw new ClientError('CONFLICT', `Activation ${target.number} is the version that is active.`);
  }
  return target;
}

/** After a rollback, "before" is before what it went back to: so that twice goes back two versions. */
async function findBefore(
  { reader }: RegistryDeps['db'],
  { target, ...row }: ActivationRow,
): Promise<ActivationRow | undefined> {
  const from = target === null ? undefined : await findActivation(reader, target);
  return findActivationBefore(reader, from ?? row);
}
