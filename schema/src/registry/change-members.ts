import { ClientError } from '@supergraph/kit/errors';

import { didYouMean } from '#src/did-you-mean.ts';
import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { assertGranted } from '#src/registry/authorize.ts';
import { subgraphName } from '#src/registry/input.ts';
import { type Member, mergeMembers } from '#src/registry/member.ts';
import { type MoveAnswer, movePointer } from '#src/registry/move-pointer.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { Principal } from '#src/registry/principal.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';

export interface RenameRequest {
  readonly name: string;
  readonly newName: string;
  readonly reason?: string | null | undefined;
}

/** Gives a subgraph another name. Grants of tokens stay with the old one: nobody gets more by it. */
export async function renameSubgraph(
  deps: RegistryDeps,
  principal: Principal,
  { name, newName, reason }: RenameRequest,
): Promise<MoveAnswer> {
  parseInput(subgraphName, newName);
  await assertGranted(deps, principal, { action: 'rename', names: [name, newName] });
  return movePointer(deps, (current) => {
    const member = findMember(current, name);
    if (current.members.some((other) => other.name === newName)) {
      throw new ClientError('CONFLICT', `There is a subgraph "${newName}" already.`);
    }
    return {
      principal,
      active: current,
      members: mergeMembers(without(current, name), [{ ...member, name: newName }]),
      allowBreaking: false,
      cause: { action: 'RENAME', reason: reason ?? null, target: null },
      replaced: [name],
      subject: `${name} to ${newName}`,
    };
  });
}

export interface DeleteRequest {
  readonly name: string;
  readonly allowBreaking?: boolean | null | undefined;
  readonly reason?: string | null | undefined;
}

/** Takes a subgraph out of the graph; what is left must compose. Versions that had it stay as they are. */
export async function deleteSubgraph(
  deps: RegistryDeps,
  principal: Principal,
  { name, allowBreaking, reason }: DeleteRequest,
): Promise<MoveAnswer> {
  await assertGranted(deps, principal, { action: 'delete', names: [name] });
  return movePointer(deps, (current) => {
    findMember(current, name);
    const members = without(current, name);
    if (members.length === 0) {
      throw new ClientError(
        'CONFLICT',
        `"${name}" is the only subgraph: a graph has at least one.`,
      );
    }
    return {
      principal,
      active: current,
      members,
      allowBreaking: allowBreaking ?? false,
      cause: { action: 'DELETE', reason: reason ?? null, target: null },
      replaced: [name],
      subject: name,
    };
  });
}

function findMember({ members }: ActiveGraph, name: string): Member {
  const member = members.find((one) => one.name === name);
  if (member === undefined) {
    const hint = didYouMean(
      name,
      members.map((one) => one.name),
    );
    throw new ClientError('NOT_FOUND', `There is no subgraph "${name}".${hint}`);
  }
  return member;
}

function without({ members }: ActiveGraph, name: string): Member[] {
  return members.filter((member) => member.name !== name);
}
