import type { Member } from '#src/registry/member.ts';
import type { InstanceRow } from '#src/registry/tables.ts';

/**
 * The URLs to balance over, by subgraph. While an instance serves the active schema, those that serve another one get
 * nothing: they do not know all of its fields. When none does, an old one is better than none.
 */
export function routeInstances(
  members: readonly Member[],
  live: readonly InstanceRow[],
): Record<string, string[]> {
  const bySubgraph = Map.groupBy(live, ({ subgraph }) => subgraph);
  return Object.fromEntries(
    members.flatMap(({ name, schemaHash }) => {
      const instances = bySubgraph.get(name) ?? [];
      const serving = instances.filter((one) => one.schemaHash === schemaHash);
      const urls = (serving.length > 0 ? serving : instances).map(({ url }) => url);
      return urls.length > 0 ? [[name, [...new Set(urls)]]] : [];
    }),
  );
}

/**
 * How what runs relates to what is active: SERVED by a live instance; DRIFTED when only other schemas are served; GONE
 * when there were instances and none is left; UNREGISTERED when there never was one, so that nobody can say.
 */
export type ServingState = 'SERVED' | 'DRIFTED' | 'GONE' | 'UNREGISTERED';

export function findServingState(
  { name, schemaHash }: Member,
  {
    live,
    known,
  }: { readonly live: readonly InstanceRow[]; readonly known: readonly InstanceRow[] },
): ServingState {
  const own = live.filter(({ subgraph }) => subgraph === name);
  if (own.length > 0) {
    return own.some((one) => one.schemaHash === schemaHash) ? 'SERVED' : 'DRIFTED';
  }
  return known.some(({ subgraph }) => subgraph === name) ? 'GONE' : 'UNREGISTERED';
}

const ALARMING: ReadonlySet<ServingState> = new Set(['DRIFTED', 'GONE']);

/** Whether somebody should look: what is active is served by nobody, though somebody did serve this subgraph. */
export function isAlarming(state: ServingState): boolean {
  return ALARMING.has(state);
}
