import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import type { RequestContext } from '@supergraph/kit/request-context';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import type { Context, Deps } from '#src/context.ts';
import type { ChangeError } from '#src/user-errors.ts';

/** What a change works with. */
export interface Changing {
  readonly deps: Deps;
  readonly request: RequestContext;
}

export type ChangeOutcome =
  | { readonly status: 'done'; readonly id: string }
  | { readonly status: 'refused'; readonly errors: readonly ChangeError[] };

export interface Change<Shape extends z.ZodType> {
  readonly operation: string;
  readonly input: { readonly idempotencyKey?: string | null };
  readonly shape: Shape;
  readonly run: (
    tx: Transaction,
    input: z.output<Shape>,
    changing: Changing,
  ) => Promise<ChangeOutcome>;
}

/** What a payload is made from: the id of what was changed, or why nothing was. */
export interface Changed {
  readonly id: string | null;
  readonly errors: (ChangeError | ReturnType<typeof idempotencyError>)[];
}

export function refuse(...errors: readonly ChangeError[]): ChangeOutcome {
  return { status: 'refused', errors };
}

/** What is wrong with an input, each fault with its path. */
export function describeIssues({ issues }: z.ZodError): ReturnType<typeof validationError>[] {
  return issues.map(({ message, path }) => validationError(message, path.map(String)));
}

/** Checks the input and changes once per idempotency key. Every refusal is data and changes nothing. */
export async function change<Shape extends z.ZodType>(
  { request, deps, loaders }: Context,
  { operation, input, shape, run }: Change<Shape>,
): Promise<Changed> {
  const checked = shape.safeParse(input);
  if (!checked.success) {
    return { id: null, errors: describeIssues(checked.error) };
  }
  const key = input.idempotencyKey;
  const result = await runIdempotent<ChangeOutcome>(
    deps.db,
    { caller: callerOf(request), operation, key, input, now: deps.now },
    (tx) => run(tx, checked.data, { deps, request }),
  );
  // What was read before the change, for another field of the operation, is no longer so.
  Object.values(loaders).forEach((loader) => loader.clearAll());
  if (result.status !== 'done') {
    return { id: null, errors: [idempotencyError(result)] };
  }
  const { outcome } = result;
  return outcome.status === 'done'
    ? { id: outcome.id, errors: [] }
    : { id: null, errors: [...outcome.errors] };
}
