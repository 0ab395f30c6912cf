import type { Config } from './index.ts';
import { nearestName } from './nearest-name.ts';

export interface UnknownSubgraph {
  /** The key of the configuration. */
  readonly at: string;
  readonly name: string;
  /** What was meant, perhaps. */
  readonly nearest: string | undefined;
}

/** Names in the configuration that the supergraph has no subgraph of: settings that do nothing, often misspelt. */
export function listUnknownSubgraphs(
  { subgraphs, headers }: Pick<Config, 'subgraphs' | 'headers'>,
  known: readonly string[],
): readonly UnknownSubgraph[] {
  const named: readonly (readonly [at: string, names: readonly string[]])[] = [
    ['subgraphs.urls', Object.keys(subgraphs.urls)],
    ['subgraphs.timeoutMsOf', Object.keys(subgraphs.timeoutMsOf)],
    ['subgraphs.of', Object.keys(subgraphs.of)],
    ['headers.forward.to', headers.forward.flatMap(({ to }) => to)],
    ['headers.insert.to', headers.insert.flatMap(({ to = [] }) => to)],
    ['headers.response.from', headers.response.flatMap(({ from = [] }) => from)],
  ];
  return named.flatMap(([at, names]) =>
    [...new Set(names)]
      .filter((name) => !known.includes(name))
      .map((name) => ({ at, name, nearest: nearestName(name, known) })),
  );
}
