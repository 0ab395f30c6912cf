import { type IdempotentResult, callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import type { Transaction } from '@supergraph/kit/database';
import { idempotencyError } from '@supergraph/kit/user-errors';

import type { Context } from '#src/context.ts';
import { forgetAll } from '#src/loaders.ts';
import type { CartError } from '#src/rules/errors.ts';
import type { MutationWarning } from '#src/rules/warnings.ts';
import type { CartRow } from '#src/tables.ts';

/** What a change came to, in the form in which it is stored for repeated calls: ids, no tokens, nothing personal. */
export interface Outcome {
  readonly cartId: string | null;
  readonly errors: readonly CartError[];
  readonly warnings: readonly MutationWarning[];
}

/** What the client gets. */
export interface CartPayload {
  cart: CartRow | null;
  errors: CartError[];
  warnings: MutationWarning[];
}

export function done(cartId: string, warnings: readonly MutationWarning[] = []): Outcome {
  return { cartId, errors: [], warnings };
}

export function refused(errors: readonly CartError[]): Outcome {
  return { cartId: null, errors, warnings: [] };
}

interface Call {
  readonly operation: string;
  readonly input: { readonly idempotencyKey?: string | null };
}

/** Runs a change once for the caller's key, if the input has one. */
export function runOnce(
  { db, now, request }: Context,
  { operation, input }: Call,
  run: (tx: Transaction) => Promise<Outcome>,
): Promise<IdempotentResult<Outcome>> {
  const key = input.idempotencyKey;
  return runIdempotent(db, { caller: callerOf(request), operation, key, input, now }, run);
}

/** The payload of a change: the cart as it is at this moment, if the viewer may see it. */
export async function toPayload(
  { loaders }: Context,
  result: IdempotentResult<Outcome>,
): Promise<CartPayload> {
  if (result.status !== 'done') {
    return { cart: null, errors: [idempotencyError(result)], warnings: [] };
  }
  const { cartId, errors, warnings } = result.outcome;
  forgetAll(loaders);
  const cart = cartId === null ? null : await loaders.cart.load(cartId);
  return { cart, errors: [...errors], warnings: [...warnings] };
}
