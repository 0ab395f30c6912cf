import { findVersion } from '#src/registry/data/versions.ts';
import { judgeAgainst } from '#src/registry/evaluate.ts';
import { findReference } from '#src/registry/find-reference.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import { type Report, EMPTY_REPORT } from '#src/reports/report.ts';
import { assertActive } from '#src/registry/active-graph.ts';
import type { ActivationRow } from '#src/registry/tables.ts';

export interface Difference {
  readonly from: ActivationRow;
  readonly to: ActivationRow;
  readonly report: Report;
}

/** What going from one version to another means for clients; to what is active, if no other is named. */
export async function diffVersions(
  deps: RegistryDeps,
  { from, to }: { readonly from: string; readonly to: string | undefined },
): Promise<Difference> {
  const { reader } = deps.db;
  const before = await findReference(reader, from);
  const after =
    to === undefined
      ? assertActive(deps.graphs.current()).activation
      : await findReference(reader, to);
  const [old, fresh] = await Promise.all([
    findVersion(reader, before.version),
    findVersion(reader, after.version),
  ]);
  const judgement = fresh && (await judgeAgainst({ ...deps, ...deps.trials }, old, fresh));
  return { from: before, to: after, report: { ...EMPTY_REPORT, ...judgement } };
}
