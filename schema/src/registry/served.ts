import type { Member } from '#src/registry/member.ts';
import type { InstanceRow } from '#src/registry/tables.ts';

export interface Serving {
  /** Subgraphs whose running instances all serve another schema: they are worth waiting for. */
  readonly waitingFor: readonly string[];
  /** Subgraphs that no instance is registered for: nobody can say what runs. */
  readonly unregistered: readonly string[];
}

/** Whether what runs would serve these schemas. */
export function findServing(members: readonly Member[], live: readonly InstanceRow[]): Serving {
  const bySubgraph = Map.groupBy(live, ({ subgraph }) => subgraph);
  return {
    waitingFor: members
      .filter(({ name, schemaHash }) => {
        const instances = bySubgraph.get(name);
        return instances?.every((instance) => instance.schemaHash !== schemaHash) ?? false;
      })
      .map(({ name }) => name),
    unregistered: members.filter(({ name }) => !bySubgraph.has(name)).map(({ name }) => name),
  };
}

export function isLive({ endedAt, expiresAt }: InstanceRow, now: number): boolean {
  return endedAt === null && expiresAt > now;
}
