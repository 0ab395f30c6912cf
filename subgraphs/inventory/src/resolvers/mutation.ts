import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import type { Context } from '#src/context.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { adjustInput, policyInput, safetyInput, transferInput } from '#src/rules/stock-input.ts';
import type { StockRow } from '#src/tables.ts';
import type { StockWriteError } from '#src/user-errors.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { writePolicy } from '#src/write-policy.ts';
import {
  type StockOutcome,
  type Writing,
  adjustStock,
  countStock,
  transferStock,
} from '#src/write-stock.ts';

export const Mutation: MutationResolvers = {
  stockAdjust: (_, { input }, context) =>
    writeLevels(context, {
      operation: 'stockAdjust',
      input,
      shape: adjustInput,
      run: adjustStock,
    }),

  stockTransfer: (_, { input }, context) =>
    writeLevels(context, {
      operation: 'stockTransfer',
      input,
      shape: transferInput,
      run: (tx, transfer, writing) =>
        transferStock(tx, { ...transfer, id: context.deps.newId('trf') }, writing),
    }),

  stockSafetySet: (_, { input }, context) =>
    writeLevels(context, {
      operation: 'stockSafetySet',
      input,
      shape: safetyInput,
      run: countStock,
    }),

  async stockPolicySet(_, { input }, context) {
    const errors = await write(context, {
      operation: 'stockPolicySet',
      input,
      shape: policyInput,
      run: writePolicy,
    });
    const [variant] =
      errors.length > 0 ? [] : await findVariantsBySku(context.deps.db.reader, [input.sku]);
    return { variant: variant === undefined ? null : { id: variant.variantId }, errors };
  },
};

interface Write<Shape extends z.ZodType> {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string; readonly sku: string };
  readonly shape: Shape;
  readonly run: (
    tx: Transaction,
    value: z.output<Shape>,
    writing: Writing,
  ) => Promise<StockOutcome>;
}

type PayloadErrors = (StockWriteError | ReturnType<typeof idempotencyError>)[];

async function writeLevels<Shape extends z.ZodType>(
  context: Context,
  call: Write<Shape>,
): Promise<{ readonly levels: StockRow[]; readonly errors: PayloadErrors }> {
  const errors = await write(context, call);
  return {
    levels: errors.length > 0 ? [] : [...(await context.loaders.stockOf.load(call.input.sku))],
    errors,
  };
}

/** Checks the input and writes once per idempotency key. Every refusal is an error of the payload and changes nothing. */
async function write<Shape extends z.ZodType>(
  { request, deps }: Context,
  { operation, input, shape, run }: Write<Shape>,
): Promise<PayloadErrors> {
  const checked = shape.safeParse(input);
  if (!checked.success) {
    return checked.error.issues.map(({ message, path }) =>
      validationError(message, path.map(String)),
    );
  }
  const caller = callerOf(request);
  const writing = { deps, actor: caller, cause: { correlationId: request.correlationId } };
  const result = await runIdempotent<readonly StockWriteError[]>(
    deps.db,
    { caller, operation, key: input.idempotencyKey, input, now: deps.now },
    async (tx) => {
      const outcome = await run(tx, checked.data, writing);
      return outcome.status === 'refused' ? [outcome.error] : [];
    },
  );
  return result.status === 'done' ? [...result.outcome] : [idempotencyError(result)];
}
