import type { Clock } from '@supergraph/kit/clock';
import type { CommandClient } from '@supergraph/kit/command-client';
import type { Database, Transaction } from '@supergraph/kit/database';
import type { Publish } from '@supergraph/kit/events';
import type { NewId } from '@supergraph/kit/ids';
import type { Logger } from '@supergraph/kit/log';
import { z } from 'zod';

import type { StepRow } from '#src/checkout-tables.ts';
import { findCheckout } from '#src/data/checkouts.ts';
import { findDueSagas, findSaga, findStepsByName, putSaga, putStep } from '#src/data/sagas.ts';

import { commandKeyOf } from './command-key.ts';
import { closeCompensated, closeSaga } from './close.ts';
import { type Work, nextWork } from './next-work.ts';
import { settleFailure, settleStep, settleUndo } from './settle.ts';
import { pendingStep } from './pending-step.ts';
import type { SagaFacts, StepOutcome } from './step.ts';

export interface SagaRunnerDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  readonly publish: Publish;
  readonly commands: CommandClient;
  readonly leaseMs: number;
}

export interface SagaRunner {
  /** Works on a saga until it ends, waits for the shopper, or has to pause. Never rejects; calls at the same time share one run. */
  run(sagaId: string): Promise<void>;
  /** Works on everything that is due and that no process works on. */
  runDue(): Promise<void>;
}

const DUE_AT_ONCE = 50;

/** Several processes may run the sagas of one database: each is leased by one at a time. */
export function createSagaRunner(deps: SagaRunnerDeps): SagaRunner {
  const owner = deps.newId('runner');
  const running = new Map<string, Promise<void>>();
  const run = (sagaId: string): Promise<void> => {
    const known = running.get(sagaId);
    if (known !== undefined) {
      return known;
    }
    const work = advance(sagaId, { ...deps, owner })
      .catch((error: unknown) => deps.log.error({ error, saga: sagaId }, 'saga failed'))
      .finally(() => running.delete(sagaId));
    running.set(sagaId, work);
    return work;
  };
  return {
    run,
    async runDue() {
      const ids = await findDueSagas(deps.db.reader, { now: deps.now(), limit: DUE_AT_ONCE });
      await Promise.all(ids.map(run));
    },
  };
}

type Deps = SagaRunnerDeps & { readonly owner: string };

async function advance(sagaId: string, deps: Deps): Promise<void> {
  for (;;) {
    const taken = await deps.db.transaction((tx) => take(tx, sagaId, deps));
    if (taken === undefined) {
      return;
    }
    await perform(taken, deps);
  }
}

interface Taken {
  readonly facts: SagaFacts;
  readonly work: Extract<Work, { kind: 'send' | 'undo' }>;
  /** Whether an earlier try may have had its effect. */
  readonly wasUncertain: boolean;
}

/** Leases the saga and writes down what is sent next before it is sent. Undefined: nothing for us to do now. */
async function take(tx: Transaction, sagaId: string, deps: Deps): Promise<Taken | undefined> {
  const now = deps.now();
  for (;;) {
    const facts = await readFacts(tx, sagaId);
    if (facts === undefined || !isOurs(facts, deps)) {
      return undefined;
    }
    const steps = await findStepsByName(tx, sagaId);
    const work = nextWork(facts, steps);
    switch (work.kind) {
      case 'rest':
        return undefined;
      case 'close':
        await (facts.saga.state === 'RUNNING' ? closeSaga : closeCompensated)(tx, facts, {
          publish: deps.publish,
          now,
        });
        return undefined;
      case 'skip':
        await putStep(tx, {
          ...pendingStep(sagaId, work.name),
          status: 'SKIPPED',
          finishedAt: now,
        });
        break;
      case 'send':
      case 'undo':
        return begin(tx, { facts, work, steps }, deps);
    }
  }
}

interface Beginning {
  readonly facts: SagaFacts;
  readonly work: Taken['work'];
  readonly steps: ReadonlyMap<string, StepRow>;
}

async function begin(
  tx: Transaction,
  { facts, work, steps }: Beginning,
  { now, owner, leaseMs }: Deps,
): Promise<Taken> {
  const { saga } = facts;
  const row = steps.get(work.step.name) ?? pendingStep(saga.id, work.step.name);
  await putStep(tx, {
    ...row,
    attempts: row.attempts + 1,
    ...(work.kind === 'send' && {
      status: 'RUNNING',
      isUncertain: true,
      startedAt: row.startedAt ?? now(),
    }),
  });
  await putSaga(tx, { ...saga, leaseOwner: owner, leaseUntil: now() + leaseMs });
  return { facts, work, wasUncertain: row.isUncertain };
}

/** Sends the command, and writes down what came of it. */
async function perform({ facts, work, wasUncertain }: Taken, deps: Deps): Promise<void> {
  const { saga } = facts;
  const { step, kind } = work;
  const sent = await send(facts, work, deps);
  if (sent.status === 'unavailable') {
    const { reason, mayHaveHappened, error } = sent;
    deps.log[error === undefined ? 'warn' : 'error'](
      { error, reason, mayHaveHappened, saga: saga.id, step: step.name, kind },
      'saga step',
    );
  }
  await deps.db.transaction(async (tx) => {
    const current = await readFacts(tx, saga.id);
    const steps = await findStepsByName(tx, saga.id);
    const row = steps.get(step.name);
    // Whoever took it over meanwhile has sent the same command: theirs is the answer that counts.
    if (current?.saga.leaseOwner !== deps.owner || row === undefined) {
      return;
    }
    const settling = { facts: current, row, step, steps, now: deps.now() };
    switch (sent.status) {
      case 'unavailable':
        return settleFailure(tx, settling, { result: sent, kind, wasUncertain });
      case 'undone':
        return settleUndo(tx, settling);
      case 'answered':
        return settleStep(tx, settling, sent.outcome);
    }
  });
}

type Sent =
  | { readonly status: 'answered'; readonly outcome: StepOutcome }
  | { readonly status: 'undone' }
  | {
      readonly status: 'unavailable';
      readonly reason: string;
      readonly mayHaveHappened: boolean;
      /** One of the two programs is wrong: what it meant is not known. */
      readonly error?: unknown;
    };

const undoing = z.object({ status: z.string(), message: z.string().optional() });

async function send(facts: SagaFacts, work: Taken['work'], { commands }: Deps): Promise<Sent> {
  const { saga } = facts;
  const { step, input } = work;
  try {
    const result = await commands.call({
      service: step.service,
      command: work.kind === 'undo' ? work.command : step.command,
      input,
      answer: z.unknown(),
      idempotencyKey: commandKeyOf(saga.id, step, work.kind),
      correlationId: saga.correlationId,
    });
    if (result.status === 'unavailable') {
      return result;
    }
    if (work.kind === 'send') {
      return { status: 'answered', outcome: step.read(result.answer, facts) };
    }
    const { status, message } = undoing.parse(result.answer);
    if (status === 'REFUSED' && !work.mayRefuse) {
      throw new Error(`${step.service} refused to take ${step.name} back: ${message ?? ''}`);
    }
    return { status: 'undone' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'unavailable', reason, mayHaveHappened: true, error };
  }
}

async function readFacts(tx: Transaction, sagaId: string): Promise<SagaFacts | undefined> {
  const saga = await findSaga(tx, sagaId);
  const checkout = saga && (await findCheckout(tx, saga.checkoutId));
  return saga && checkout && { saga, checkout };
}

function isOurs({ saga }: SagaFacts, { now, owner }: Deps): boolean {
  const at = now();
  return saga.nextRunAt <= at && (saga.leaseOwner === owner || saga.leaseUntil <= at);
}
