import type { Fault } from './faults.ts';
import type { Documents } from './documents.ts';
import type { Sighting } from './sightings.ts';

const MOVE = /cannot move to subgraph "([^"]+)" using @key\(fields: "([^"]*)"\) of "(\w+)"/g;
const NO_KEY = /cannot move to subgraph "([^"]+)", which has field "[^"]+", because type "(\w+)"/g;

/**
 * Fields that no plan can reach: one missing key makes all fields unreachable that lie behind it, in
 * every query that leads there. They are one fault, with the others as its consequences.
 */
export function foldUnreachable(sightings: readonly Sighting[], documents: Documents): Fault[] {
  const groups = Map.groupBy(sightings, ({ fault }) => reasonOf(fault));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) {
      return [];
    }
    const advice = adviseKey(first.fault, documents);
    const consequences = others.map(({ fault }) => fault);
    return [
      {
        ...first.fault,
        ...(advice === undefined ? {} : { advice }),
        ...(consequences.length > 0 ? { consequences } : {}),
      },
    ];
  });
}

function reasonOf({ message }: Fault): string {
  const moves = [...message.matchAll(MOVE), ...message.matchAll(NO_KEY)].map(([move]) => move);
  const bare = moves.map((move) => move.replace(/, which has field "[^"]+",/, ''));
  return bare.length > 0 ? [...new Set(bare)].toSorted().join('\n') : message;
}

function adviseKey({ message }: Fault, documents: Documents): string | undefined {
  const noKey = [...message.matchAll(NO_KEY)][0];
  if (noKey) {
    return `Give type "${noKey[2]}" a @key in subgraph "${noKey[1]}" that the subgraphs which lead to it can answer.`;
  }
  const move = [...message.matchAll(MOVE)][0];
  return move && documents.has(move[1] ?? '')
    ? `Give type "${move[3]}" a @key in subgraph "${move[1]}" that the other subgraphs can answer; they cannot answer "${move[2]}".`
    : undefined;
}
