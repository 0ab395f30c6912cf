import type { Transaction } from '@supergraph/kit/database';
import { conflictError, notFoundError } from '@supergraph/kit/user-errors';

import type { Deps } from '#src/context.ts';
import { findSamples, putSample } from '#src/data/sample.ts';
import type { SampleInput } from '#src/rules/sample-input.ts';
import type { SampleRow } from '#src/tables.ts';

export type WriteOutcome =
  | { readonly status: 'written'; readonly id: string }
  | { readonly status: 'refused'; readonly error: Refusal };

type Refusal = ReturnType<typeof notFoundError> | ReturnType<typeof conflictError>;

export interface Writer {
  readonly deps: Pick<Deps, 'now' | 'newId' | 'publish'>;
  readonly correlationId: string;
}

/** Writes it, and tells others in the same transaction. */
export async function upsertSample(
  tx: Transaction,
  input: SampleInput,
  { deps, correlationId }: Writer,
): Promise<WriteOutcome> {
  const [before] = input.id == null ? [] : await findSamples(tx, [input.id]);
  const error = refuse(input, before);
  if (error !== undefined) {
    return { status: 'refused', error };
  }
  const { name } = input;
  const id = before?.id ?? deps.newId('sample');
  const version = (before?.version ?? 0) + 1;
  await putSample(tx, { id, version, name, updatedAt: deps.now() });
  await deps.publish(tx, {
    type: 'samples.sample.upserted',
    key: id,
    data: { sampleId: id, version, name },
    cause: { correlationId },
  });
  return { status: 'written', id };
}

function refuse(
  { id, expectedVersion }: SampleInput,
  before: SampleRow | undefined,
): Refusal | undefined {
  if (before === undefined) {
    return id == null ? undefined : notFoundError(`There is no "${id}".`, ['id']);
  }
  if (expectedVersion == null || expectedVersion === before.version) {
    return undefined;
  }
  const message = `Somebody else was faster: it has version ${before.version}.`;
  return conflictError(message, ['expectedVersion'], before.version);
}
