import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Names of contestants and queries; of the kind that none is named of, all run. */
  readonly only: readonly string[];
  readonly isQuick: boolean;
}

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
    ? { rounds: Number(values.rounds ?? 1), warmUpSeconds: 2, seconds: 2, only, isQuick: true }
    : { rounds: Number(values.rounds ?? 5), warmUpSeconds: 3, seconds: 6, only, isQuick: false };
}

/** Those that are named, or all when none is. */
export function select<T extends { readonly name: string }>(
  all: readonly T[],
  only: readonly string[],
): readonly T[] {
  const named = all.filter(({ name }) => only.includes(name));
  return named.length === 0 ? all : named;
}
