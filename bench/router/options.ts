import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly rounds: number;
  readonly warmUpSeconds: number;
  /** Before the first round of a query: code that is compiled for the query before it goes on being compiled for this one. */
  readonly firstWarmUpSeconds: number;
  readonly seconds: number;
  /** Names of contestants and queries; of the kind that none is named of, all run. */
  readonly only: readonly string[];
  readonly isQuick: boolean;
}

const QUICK = { firstWarmUpSeconds: 2, warmUpSeconds: 2, seconds: 2 };
const FULL = { firstWarmUpSeconds: 12, warmUpSeconds: 3, seconds: 6 };

/** --quick: one round of seconds, for development. --only router,heavy. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
    },
  });
  const only = values.only.split(',').filter((name) => name !== '');
  return values.quick
    ? { ...QUICK, rounds: Number(values.rounds ?? 1), only, isQuick: true }
    : { ...FULL, rounds: Number(values.rounds ?? 5), only, isQuick: false };
}

/** Those that are named, or all when none is. */
export function select<T extends { readonly name: string }>(
  all: readonly T[],
  only: readonly string[],
): readonly T[] {
  const named = all.filter(({ name }) => only.includes(name));
  return named.length === 0 ? all : named;
}
