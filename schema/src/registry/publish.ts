import type { Transaction } from '@supergraph/kit/database';
import type { z } from 'zod';

import {
  MOVED,
  hasMoved,
  insertActive,
  noteAction,
  onTopOfActive,
} from '#src/registry/activate.ts';
import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { assertGranted } from '#src/registry/authorize.ts';
import { findLive } from '#src/registry/data/instances.ts';
import {
  findOpenStagings,
  insertPublication,
  insertStaging,
} from '#src/registry/data/publications.ts';
import { putVersion } from '#src/registry/data/versions.ts';
import { type Evaluation, evaluate } from '#src/registry/evaluate.ts';
import { explainRefusal } from '#src/registry/explain-refusal.ts';
import { type PublishInput, publishInput } from '#src/registry/input.ts';
import { type Member, mergeMembers, versionOf } from '#src/registry/member.ts';
import { packReport } from '#src/registry/pack-report.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { Principal } from '#src/registry/principal.ts';
import { propose } from '#src/registry/propose.ts';
import { type PublishAnswer, answerOf } from '#src/registry/publish-answer.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import { findServing } from '#src/registry/served.ts';
import { supersede } from '#src/registry/supersede.ts';

interface Attempt {
  readonly principal: Principal;
  readonly input: z.output<typeof publishInput>;
  readonly active: ActiveGraph | undefined;
  readonly proposed: readonly Member[];
  readonly evaluation: Evaluation;
  readonly at: number;
}

/**
 * Composes the schemas with what is active, judges them, and makes them active or stages them, all or none. What is
 * refused is an outcome too, and kept as a draft; why something does not compose is found after its turn, so that nobody
 * waits for that. Throws VALIDATION and FORBIDDEN.
 */
export async function publish(
  deps: RegistryDeps,
  principal: Principal,
  given: PublishInput,
): Promise<PublishAnswer> {
  const input = parseInput(publishInput, given);
  const names = input.subgraphs.map(({ name }) => name);
  await assertGranted(deps, principal, { action: 'publish', names });
  const turn = await deps.inTurn(() =>
    onTopOfActive(deps, async (active) => {
      const attempt = await attemptOn(deps, { principal, input, active });
      return attempt.evaluation.refusal === 'DOES_NOT_COMPOSE'
        ? { attempt }
        : deps.db.transaction((tx) => settle(tx, deps, attempt));
    }),
  );
  return 'attempt' in turn ? refuse(deps, turn.attempt) : turn;
}

async function attemptOn(
  deps: RegistryDeps,
  given: Pick<Attempt, 'principal' | 'input' | 'active'>,
): Promise<Attempt> {
  const { input, active } = given;
  const proposed = propose(input, active);
  const members = mergeMembers(active?.members ?? [], proposed);
  const { allowBreaking, plans } = input;
  const evaluation = await evaluate(deps, members, { active, allowBreaking, plans });
  return { ...given, proposed, evaluation, at: deps.now() };
}

/** Moves nothing, so it needs no turn. */
async function refuse(deps: RegistryDeps, plain: Attempt): Promise<PublishAnswer> {
  const { active, proposed, at } = plain;
  const evaluation = await explainRefusal(deps, plain.evaluation, { ...plain.evaluation, active });
  const attempt = { ...plain, evaluation };
  const publication = deps.newId('pub');
  return deps.db.transaction(async (tx) => {
    const serving = findServing(proposed, await findLive(tx, at));
    await write(tx, { outcome: 'REFUSED', id: publication }, attempt);
    return { ...answerOf(evaluation, { active, serving }), outcome: 'REFUSED', publication };
  });
}

async function settle(
  tx: Transaction,
  { newId }: Pick<RegistryDeps, 'newId'>,
  attempt: Attempt,
): Promise<PublishAnswer | typeof MOVED> {
  const { active, proposed, evaluation, at } = attempt;
  if (await hasMoved(tx, active)) {
    return MOVED;
  }
  const stagings = await findOpenStagings(tx);
  const serving = findServing(proposed, await findLive(tx, at));
  const outcome = decide(attempt, serving);
  const same = stagings.find(({ members }) => versionOf(members) === versionOf(proposed));
  const answer = { ...answerOf(evaluation, { active, serving }), outcome, publication: null };
  if (outcome === 'STAGED' && same) {
    return { ...answer, publication: same.publication.id };
  }
  const superseded =
    outcome === 'REFUSED'
      ? []
      : await supersede(tx, stagings, {
          names: proposed.map(({ name }) => name),
          at,
        });
  if (outcome === 'UNCHANGED') {
    await noteTakenBack(tx, attempt, superseded);
    return { ...answer, superseded };
  }
  const publication = newId('pub');
  const activation = await write(tx, { outcome, id: publication }, attempt);
  return { ...answer, publication, superseded, activation: activation ?? answer.activation };
}

function decide(
  { evaluation, active, input }: Attempt,
  { waitingFor }: { readonly waitingFor: readonly string[] },
): Exclude<PublishAnswer['outcome'], 'PASSED'> {
  if (evaluation.version === active?.version) {
    return 'UNCHANGED';
  }
  if (evaluation.refusal !== undefined) {
    return 'REFUSED';
  }
  return waitingFor.length > 0 && !input.now ? 'STAGED' : 'ACTIVATED';
}

/** Keeps what was asked and what became of it. Answers the number of the activation, if it is one. */
async function write(
  tx: Transaction,
  { outcome, id }: { readonly outcome: 'ACTIVATED' | 'STAGED' | 'REFUSED'; readonly id: string },
  { principal, input, active, proposed, evaluation, at }: Attempt,
): Promise<number | undefined> {
  const { version, members, composed, report, refusal } = evaluation;
  const { reason = null, commit = null } = input;
  const actor = principal.name;
  if (outcome !== 'REFUSED' && composed) {
    await putVersion(tx, { version, members, ...composed, at });
  }
  const row = { id, at, actor, action: 'PUBLISH', outcome, reason, commit } as const;
  await insertPublication(
    tx,
    {
      ...row,
      version: outcome === 'REFUSED' ? null : version,
      report: JSON.stringify(packReport(report)),
    },
    proposed,
  );
  await noteAction(
    tx,
    { actor, at, outcome: outcome === 'REFUSED' ? 'REFUSED' : 'DONE' },
    {
      action: 'publish',
      subject: proposed.map(({ name }) => name).join(', '),
      detail: [outcome, refusal, id, ...(input.allowBreaking ? ['breaking allowed'] : [])]
        .filter((part) => part !== undefined)
        .join(', '),
    },
  );
  if (outcome === 'STAGED') {
    await insertStaging(tx, { publication: id, allowBreaking: input.allowBreaking });
  }
  if (outcome !== 'ACTIVATED') {
    return undefined;
  }
  const cause = { actor, action: 'PUBLISH', reason, commit, publication: id } as const;
  return (await insertActive(tx, { evaluation, active, at }, cause)).number;
}

async function noteTakenBack(
  tx: Transaction,
  { principal, at }: Attempt,
  superseded: readonly string[],
): Promise<void> {
  for (const subject of superseded) {
    await noteAction(
      tx,
      { actor: principal.name, at, outcome: 'DONE' },
      { action: 'take back what was staged', subject, detail: null },
    );
  }
}
