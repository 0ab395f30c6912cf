import { createHash } from 'node:crypto';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

/** One subgraph of a version, or one that is proposed for it. */
export interface Member extends SubgraphSdl {
  /** SHA-256 of the SDL text, in hex. */
  readonly schemaHash: string;
}

export function toMember(subgraph: SubgraphSdl): Member {
  return { ...subgraph, schemaHash: hashText(subgraph.sdl) };
}

/** The name of a set of subgraphs: equal sets have equal names, in whatever order they come. */
export function versionOf(members: readonly Member[]): string {
  const identities = sortMembers(members).map(({ name, url, schemaHash }) => [
    name,
    url,
    schemaHash,
  ]);
  return hashText(JSON.stringify(identities));
}

/** `members` with those of `changed` added or in the place of the ones of their name. */
export function mergeMembers(members: readonly Member[], changed: readonly Member[]): Member[] {
  const byName = new Map(members.map((member) => [member.name, member]));
  for (const member of changed) {
    byName.set(member.name, member);
  }
  return sortMembers([...byName.values()]);
}

/** The names of the subgraphs that two sets do not have in common, or not alike. */
export function changedNames(before: readonly Member[], after: readonly Member[]): string[] {
  const identity = ({ url, schemaHash }: Member): string => `${schemaHash} ${url}`;
  const old = new Map(before.map((member) => [member.name, identity(member)]));
  const fresh = new Map(after.map((member) => [member.name, identity(member)]));
  const names = new Set([...old.keys(), ...fresh.keys()]);
  return [...names].filter((name) => old.get(name) !== fresh.get(name)).toSorted();
}

function sortMembers(members: readonly Member[]): Member[] {
  return members.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
