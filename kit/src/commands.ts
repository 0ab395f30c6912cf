import type { z } from 'zod';

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
export interface Command<Input extends z.ZodType = z.ZodType> {
  readonly callers: readonly string[];
  readonly input: Input;
  /** Answers JSON. Expected refusals are part of it: what is thrown is not stored, and a retry runs again. */
  run(tx: Transaction, input: z.output<Input>, meta: CommandMeta): Promise<unknown>;
}

/** Lets `run` know the type of its checked input. */
export function defineCommand<Input extends z.ZodType>(command: Command<Input>): Command {
  return command;
}

export interface CommandCall {
  readonly name: string;
  readonly input: unknown;
  readonly caller: string;
  readonly correlationId: string;
  readonly idempotencyKey: string | undefined;
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
  return db.transaction(async (tx) => {
    const at = now();
    const earlier = findOutcome(tx, keyed, at);
    if (earlier?.status === 'done') {
      return earlier.outcome;
    }
    if (earlier !== undefined) {
      throw new ClientError('CONFLICT', 'This Idempotency-Key was used with other input.');
    }
    const outcome = await command.run(tx, checked.data, {
      caller,
      correlationId,
      idempotencyKey: key,
    });
    storeOutcome(tx, keyed, { outcome, at });
    return outcome;
  });
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
