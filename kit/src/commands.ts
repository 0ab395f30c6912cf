import type { z } from 'zod';

import { hashJson } from './canonical-json.ts';
import type { Clock } from './clock.ts';
import type { Database, Transaction } from './database.ts';
import { ClientError } from './errors.ts';
import { describeFaults } from './faults.ts';
import { findOutcome, storeOutcome } from './idempotency.ts';

export interface CommandMeta {
  readonly caller: string;
  readonly correlationId: string;
  readonly idempotencyKey: string;
}

/** Something another service may ask for: `POST /internal/v1/<name>`, once per Idempotency-Key. */
export type Command<Input extends z.ZodType = z.ZodType> =
  | StoredCommand<Input>
  | PerformedCommand<Input>;

interface Asked<Input extends z.ZodType> {
  readonly callers: readonly string[];
  readonly input: Input;
}

/** A command whose whole effect is in the service's own database. */
export interface StoredCommand<Input extends z.ZodType = z.ZodType> extends Asked<Input> {
  /** Answers JSON. Expected refusals are part of it: what is thrown is not stored, and a retry runs again. */
  run(tx: Transaction, input: z.output<Input>, meta: CommandMeta): Promise<unknown>;
}

/** A command that asks an upstream, which no transaction may wait for. It must be safe to repeat by itself. */
export interface PerformedCommand<Input extends z.ZodType = z.ZodType> extends Asked<Input> {
  /** Answers JSON. Runs again for a repeated key, unless its answer was kept; calls at the same time share one run. */
  perform(input: z.output<Input>, meta: PerformMeta): Promise<unknown>;
}

export interface PerformMeta extends CommandMeta {
  /** Epoch ms after which nobody waits for the answer. */
  readonly deadline: number | null;
  /** Stores the answer for the key in the transaction of its effect. */
  readonly keep: (tx: Transaction, outcome: unknown) => void;
}

/** Lets `run` or `perform` know the type of its checked input. */
export function defineCommand<Input extends z.ZodType>(command: Command<Input>): Command {
  return command;
}

export interface CommandCall {
  readonly name: string;
  readonly input: unknown;
  readonly caller: string;
  readonly correlationId: string;
  readonly idempotencyKey: string | undefined;
  readonly deadline?: number | null;
  readonly now: Clock;
}

const KEY_FORM = /^[\w:.-]{8,128}$/u;

/** Runs a command; its answer is stored in the same transaction. Throws CALLER_NOT_ALLOWED, VALIDATION or CONFLICT. */
export async function runCommand(
  db: Database,
  command: Command,
  call: CommandCall,
): Promise<unknown> {
  const { name, caller, correlationId, now } = call;
  if (!command.callers.includes(caller)) {
    throw new ClientError('CALLER_NOT_ALLOWED', `"${caller}" may not call the command "${name}".`);
  }
  const key = readKey(call.idempotencyKey);
  const checked = command.input.safeParse(call.input);
  if (!checked.success) {
    throw new ClientError('VALIDATION', describeFaults(checked.error));
  }
  const keyed = { caller, operation: `command:${name}`, key, input: call.input, now };
  const meta = { caller, correlationId, idempotencyKey: key };
  return 'run' in command
    ? runStored(db, command, { keyed, input: checked.data, meta })
    : perform(db, command, { keyed, input: checked.data, meta, deadline: call.deadline ?? null });
}

function runStored(
  db: Database,
  command: StoredCommand,
  { keyed, input, meta }: Omit<Performance, 'deadline'>,
): Promise<unknown> {
  return db.transaction(async (tx) => {
    const earlier = readEarlier(tx, keyed);
    if (earlier !== undefined) {
      return earlier.outcome;
    }
    const at = keyed.now();
    const outcome = await command.run(tx, input, meta);
    storeOutcome(tx, keyed, { outcome, at });
    return outcome;
  });
}

type Keyed = Parameters<typeof findOutcome>[1];

function readEarlier(tx: Transaction, keyed: Keyed): { readonly outcome: unknown } | undefined {
  const earlier = findOutcome(tx, keyed, keyed.now());
  if (earlier === undefined || earlier.status === 'done') {
    return earlier;
  }
  throw new ClientError('CONFLICT', 'This Idempotency-Key was used with other input.');
}

interface Performance {
  readonly keyed: Keyed;
  readonly input: unknown;
  readonly meta: CommandMeta;
  readonly deadline: number | null;
}

interface Run {
  readonly inputHash: string;
  readonly outcome: Promise<unknown>;
}

/** What is being performed: one run by command and key. */
const performing = new WeakMap<PerformedCommand, Map<string, Run>>();

async function perform(
  db: Database,
  command: PerformedCommand,
  { keyed, input, meta, deadline }: Performance,
): Promise<unknown> {
  const inputHash = hashJson(keyed.input);
  const runs = performing.get(command) ?? new Map<string, Run>();
  performing.set(command, runs);
  const id = `${keyed.caller} ${keyed.key}`;
  const running = runs.get(id);
  if (running !== undefined) {
    if (running.inputHash !== inputHash) {
      throw new ClientError('CONFLICT', 'This Idempotency-Key is being used with other input.');
    }
    return running.outcome;
  }
  const keep = (tx: Transaction, outcome: unknown): void =>
    storeOutcome(tx, keyed, { outcome, at: keyed.now() });
  const start = async (): Promise<unknown> => {
    const earlier = await db.transaction(async (tx) => readEarlier(tx, keyed));
    return earlier === undefined
      ? command.perform(input, { ...meta, deadline, keep })
      : earlier.outcome;
  };
  const outcome = start().finally(() => runs.delete(id));
  runs.set(id, { inputHash, outcome });
  return outcome;
}

function readKey(key: string | undefined): string {
  if (key === undefined || !KEY_FORM.test(key)) {
    throw new ClientError(
      'VALIDATION',
      'The header Idempotency-Key needs 8 to 128 characters of A-Z a-z 0-9 _ : . and -.',
    );
  }
  return key;
}
