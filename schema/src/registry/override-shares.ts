import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';
import { z } from 'zod';

import { didYouMean } from '#src/did-you-mean.ts';
import type { ActiveGraphs } from '#src/registry/active-graph.ts';
import { assertGranted } from '#src/registry/authorize.ts';
import { insertAudit } from '#src/registry/data/audit.ts';
import { deleteShare, listShares, putShare } from '#src/registry/data/override-shares.ts';
import { line } from '#src/registry/input.ts';
import { type OverrideLabel, listOverrideLabels } from '#src/registry/override-labels.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { Principal } from '#src/registry/principal.ts';
import type { OverrideShareRow } from '#src/registry/tables.ts';

/** For how many of 100 requests labels of progressive @override hold, in memory: only what was set. */
export interface OverrideShares {
  current(): readonly OverrideShareRow[];
  /** Reads them anew, and tells the listeners when they are others. */
  reload(): Promise<void>;
  onChange(listener: () => void): void;
}

export async function openOverrideShares(db: Database): Promise<OverrideShares> {
  const listeners = new Set<() => void>();
  let current: readonly OverrideShareRow[] = await listShares(db.reader);
  return {
    current: () => current,
    async reload() {
      const before = JSON.stringify(current);
      current = await listShares(db.reader);
      if (JSON.stringify(current) !== before) {
        listeners.forEach((listener) => listener());
      }
    },
    onChange: (listener) => void listeners.add(listener),
  };
}

/** A label as it is now. */
export interface Override extends OverrideLabel {
  readonly percent: number;
  readonly setAt: number | null;
  readonly setBy: string | null;
}

interface OverrideDeps {
  readonly graphs: ActiveGraphs;
  readonly shares: OverrideShares;
}

interface SetDeps extends OverrideDeps {
  readonly db: Database;
  readonly now: Clock;
}

/** The labels of the active version. */
export function listOverrides({ graphs, shares }: OverrideDeps): Override[] {
  const set = new Map(shares.current().map((row) => [row.label, row]));
  return listOverrideLabels(graphs.current()?.supergraph ?? '{ __typename }').map((label) => {
    const row = set.get(label.label);
    return {
      ...label,
      percent: row?.percent ?? label.declared,
      setAt: row?.at ?? null,
      setBy: row?.actor ?? null,
    };
  });
}

const overrideInput = z.object({
  label: z.string().min(1).max(200),
  percent: z.number().min(0).max(100).nullish(),
  reason: line.nullish(),
});
export type OverrideInput = z.input<typeof overrideInput>;

/** Says for how many of 100 requests a label holds, from now on and without a publish. Throws NOT_FOUND, FORBIDDEN, VALIDATION. */
export async function setOverride(
  deps: SetDeps,
  principal: Principal,
  input: OverrideInput,
): Promise<Override> {
  const { label: wanted, percent = null, reason = null } = parseInput(overrideInput, input);
  const { label, subgraphs, declared } = findOverride(deps, wanted);
  await assertGranted(deps, principal, { action: 'move fields to', names: subgraphs });
  const { db, now, shares } = deps;
  const at = now();
  const actor = principal.name;
  await db.transaction(async (tx) => {
    await (percent === null
      ? deleteShare(tx, label)
      : putShare(tx, { label, percent, at, actor, reason }));
    const said = `${percent ?? declared} of 100 requests${reason === null ? '' : `: ${reason}`}`;
    const entry = { at, actor, action: 'set the override', subject: label, detail: said } as const;
    await insertAudit(tx, { ...entry, outcome: 'DONE' });
  });
  await shares.reload();
  return findOverride(deps, label);
}

/** By its label, or by a field that it moves. */
function findOverride(deps: OverrideDeps, wanted: string): Override {
  const overrides = listOverrides(deps);
  const found = overrides.find(
    ({ label, coordinates }) => label === wanted || coordinates.includes(wanted),
  );
  if (found !== undefined) {
    return found;
  }
  const known = overrides.flatMap(({ label, coordinates }) => [label, ...coordinates]);
  const hint =
    known.length === 0
      ? ' No field of the active version has @override with a label.'
      : didYouMean(wanted, known) || ` There are ${known.map((name) => `"${name}"`).join(', ')}.`;
  throw new ClientError('NOT_FOUND', `No label, and no field with one, is "${wanted}".${hint}`);
}
