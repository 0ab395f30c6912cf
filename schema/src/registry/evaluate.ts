import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import type { Logger } from '@supergraph/kit/log';

import type { Composer } from '#src/composition/composer.ts';
import type { Fault } from '#src/composition/faults.ts';
import type { LintedComposition } from '#src/composition/light-places.ts';
import type { ActiveGraph } from '#src/registry/active-graph.ts';
import type { Composed, Judge, Judgement, UsagePolicy } from '#src/registry/collaborators.ts';
import { findVersion } from '#src/registry/data/versions.ts';
import { type Member, versionOf } from '#src/registry/member.ts';
import { type Report, EMPTY_REPORT } from '#src/reports/report.ts';
import { GaveUpError } from '#src/threads/thread.ts';
import { readUsage } from '#src/registry/usage.ts';

export interface EvaluateDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly log: Logger;
  readonly composer: Composer;
  readonly judge: Judge;
  readonly policy: UsagePolicy;
}

/** The code of the one fault of schemas over which the composer gave up. */
export const COMPOSITION_GAVE_UP = 'COMPOSITION_GAVE_UP';

export type Refusal = 'DOES_NOT_COMPOSE' | 'BREAKING' | 'UNKNOWN';

/** What would happen if these were the members. */
export interface Evaluation {
  readonly version: string;
  readonly members: readonly Member[];
  /** Absent when they do not compose. */
  readonly composed: Composed | undefined;
  readonly report: Report;
  /** Why it should not become active. */
  readonly refusal: Refusal | undefined;
}

interface Against {
  readonly active: ActiveGraph | undefined;
  readonly allowBreaking: boolean;
  /** Whether known operations are planned, which is half of the time that a publish takes. */
  readonly plans?: boolean;
}

/**
 * Composes the members and judges what that changes for clients. Writes nothing. Of what does not compose it says what
 * one run of the composer shows: `explainRefusal` finds the causes.
 */
export async function evaluate(
  deps: EvaluateDeps,
  members: readonly Member[],
  { active, allowBreaking, plans = true }: Against,
): Promise<Evaluation> {
  const version = versionOf(members);
  const composition = await compose(deps, { version, members });
  if (!composition.ok) {
    const report = { ...EMPTY_REPORT, outcome: 'failed' as const, faults: composition.faults };
    return { version, members, composed: undefined, report, refusal: 'DOES_NOT_COMPOSE' };
  }
  const composed = { supergraph: composition.supergraph, api: composition.api };
  const { judgement, gaveUp } = await tryToJudge(deps, plans, { before: active, after: composed });
  const refusal = allowBreaking
    ? undefined
    : (findRefusal(judgement, deps.policy) ?? (gaveUp && 'UNKNOWN'));
  const report = {
    ...EMPTY_REPORT,
    outcome: refusal === undefined ? ('passed' as const) : ('failed' as const),
    hints: [...composition.hints, ...(gaveUp ? [gaveUp] : [])],
    findings: composition.findings,
    ...judgement,
  };
  return { version, members, composed, report, refusal };
}

// The same members always give the same texts, so a version that was composed once is not composed again, nor what was
// found about it then told again.
async function compose(
  { db, composer, log }: EvaluateDeps,
  { version, members }: Pick<Evaluation, 'version' | 'members'>,
): Promise<LintedComposition> {
  const known = await findVersion(db.reader, version);
  if (known) {
    return { ok: true, supergraph: known.supergraph, api: known.api, hints: [], findings: [] };
  }
  try {
    return await composer.compose(members);
  } catch (error) {
    const fault = readGivenUp(error, {
      code: COMPOSITION_GAVE_UP,
      message: 'Whether these schemas compose was not found out.',
      advice: 'Publish a smaller schema, or try again when the registry has less to do.',
    });
    log.warn({ error, version }, 'a composition was given up');
    return { ok: false, faults: [fault] };
  }
}

async function tryToJudge(
  deps: EvaluateDeps,
  plans: boolean,
  { before, after }: { readonly before: Composed | undefined; readonly after: Composed },
): Promise<{ readonly judgement: Judgement; readonly gaveUp?: Fault }> {
  try {
    const judge: Judge = (given) => deps.judge({ ...given, plans });
    return { judgement: await judgeAgainst({ ...deps, judge }, before, after) };
  } catch (error) {
    const gaveUp = readGivenUp(error, {
      code: 'JUDGING_GAVE_UP',
      message: 'What this means for clients was not found out.',
    });
    deps.log.warn({ error }, 'a judgement was given up');
    return { judgement: { changes: [], planDifferences: [] }, gaveUp };
  }
}

/** What becomes a fault of the schema when a thread gave up over it. Throws what is none. */
function readGivenUp(
  error: unknown,
  { message, ...fault }: Pick<Fault, 'code' | 'message' | 'advice'>,
): Fault {
  if (error instanceof GaveUpError) {
    return { ...fault, message: `${message} ${error.message}`, places: [] };
  }
  throw error;
}

/** What it means for clients to go from one version to another. */
export async function judgeAgainst(
  { db, judge, policy, now }: EvaluateDeps,
  before: Composed | undefined,
  after: Composed,
): Promise<Judgement> {
  if (before === undefined || before.supergraph === after.supergraph) {
    return { changes: [], planDifferences: [] };
  }
  const at = now();
  const usage = await readUsage(db.reader, { now: at, windowDays: policy.unusedAfterDays });
  return judge({
    before: textsOf(before),
    after: textsOf(after),
    ...usage,
    now: new Date(at).toISOString(),
    policy,
  });
}

// What is handed to another thread is copied: nothing but the texts.
function textsOf({ supergraph, api }: Composed): Composed {
  return { supergraph, api };
}

function findRefusal(
  { changes, planDifferences }: Judgement,
  { unknown }: UsagePolicy,
): Refusal | undefined {
  const has = (wanted: string): boolean => changes.some(({ severity }) => severity === wanted);
  if (has('BREAKING') || planDifferences.some(({ status }) => status === 'UNPLANNABLE')) {
    return 'BREAKING';
  }
  return has('UNKNOWN') && unknown === 'fail' ? 'UNKNOWN' : undefined;
}
