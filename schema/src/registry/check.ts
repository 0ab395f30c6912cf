import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { insertPublication } from '#src/registry/data/publications.ts';
import { findLive } from '#src/registry/data/instances.ts';
import { type Evaluation, evaluate } from '#src/registry/evaluate.ts';
import { explainRefusal } from '#src/registry/explain-refusal.ts';
import { type CheckInput, checkInput } from '#src/registry/input.ts';
import { mergeMembers } from '#src/registry/member.ts';
import { packReport } from '#src/registry/pack-report.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { Principal } from '#src/registry/principal.ts';
import { propose } from '#src/registry/propose.ts';
import { type PublishAnswer, answerOf } from '#src/registry/publish-answer.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import { findServing } from '#src/registry/served.ts';

/**
 * What publishing these schemas would do, without doing it. Everybody known may ask: it changes nothing for others.
 * The result is kept. Throws VALIDATION.
 */
export async function check(
  deps: RegistryDeps,
  principal: Principal,
  given: CheckInput,
): Promise<PublishAnswer> {
  const input = parseInput(checkInput, given);
  const active = deps.graphs.current();
  const proposed = propose(input, active);
  const members = mergeMembers(active?.members ?? [], proposed);
  const plain = await evaluate({ ...deps, ...deps.trials }, members, {
    active,
    allowBreaking: input.allowBreaking,
  });
  const evaluation = await explainRefusal(deps, plain, { members, active });
  const at = deps.now();
  const id = deps.newId('pub');
  const outcome = outcomeOf(evaluation, active);
  const { reason = null, commit = null } = input;
  const row = { id, at, actor: principal.name, action: 'CHECK', outcome, reason, commit } as const;
  const report = JSON.stringify(packReport(evaluation.report));
  await deps.db.transaction((tx) =>
    insertPublication(tx, { ...row, version: null, report }, proposed),
  );
  const serving = findServing(proposed, await findLive(deps.db.reader, at));
  return { ...answerOf(evaluation, { active, serving }), outcome, publication: id };
}

function outcomeOf(
  { refusal, version }: Evaluation,
  active: ActiveGraph | undefined,
): 'REFUSED' | 'UNCHANGED' | 'PASSED' {
  if (refusal !== undefined) {
    return 'REFUSED';
  }
  return version === active?.version ? 'UNCHANGED' : 'PASSED';
}
