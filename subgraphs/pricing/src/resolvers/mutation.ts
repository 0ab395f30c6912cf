import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, notFoundError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import type { Context } from '#src/context.ts';
import { findPromotions } from '#src/data/promotions.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { issueVoucher, refuseVoucherInput, voucherInput } from '#src/issue-voucher.ts';
import { priceInput } from '#src/rules/price-input.ts';
import { promotionInput } from '#src/rules/promotion-input.ts';
import { listPriceChange, writeListPrice } from '#src/write-list-price.ts';
import { type WriteError, writePrice } from '#src/write-price.ts';
import { writePromotion } from '#src/write-promotion.ts';

/** What is stored under the idempotency key: the thing's key, or why there is none. */
interface Outcome {
  readonly key: string | null;
  readonly errors: readonly WriteError[];
}

const done = (key: string): Outcome => ({ key, errors: [] });
const refused = (...errors: WriteError[]): Outcome => ({ key: null, errors });

export const Mutation: MutationResolvers = {
  async priceSet(_, { input }, context) {
    const { key, errors } = await write(context, {
      operation: 'priceSet',
      input,
      shape: priceInput,
      async run(tx, price) {
        const meta = { actor: callerOf(context.request), correlationId: correlationOf(context) };
        const outcome = await writePrice(tx, price, { deps: context.deps, meta });
        return outcome.status === 'refused' ? refused(outcome.error) : done(price.sku);
      },
    });
    const variant = key === null ? null : await context.loaders.variantBySku.load(key);
    return { variant, errors };
  },

  async listPriceSet(_, { input }, context) {
    const { key, errors } = await write(context, {
      operation: 'listPriceSet',
      input,
      shape: listPriceChange,
      async run(tx, price) {
        const outcome = await writeListPrice(tx, price, context.deps.now());
        return outcome.status === 'refused' ? refused(outcome.error) : done(price.sku);
      },
    });
    const variant = key === null ? null : await context.loaders.variantBySku.load(key);
    return { variant, errors };
  },

  async promotionUpsert(_, { input }, context) {
    const { key, errors } = await write(context, {
      operation: 'promotionUpsert',
      input,
      shape: promotionInput,
      async run(tx, promotion) {
        if (input.id != null && (await findPromotions(tx, [input.id])).length === 0) {
          return refused(notFoundError(`There is no promotion "${input.id}".`, ['id']));
        }
        const id = input.id ?? context.deps.newId('promo');
        const outcome = await writePromotion(
          tx,
          { id, promotion },
          { deps: context.deps, correlationId: correlationOf(context), ruleField: 'ruleJson' },
        );
        return outcome.status === 'refused' ? refused(outcome.error) : done(id);
      },
    });
    const promotion = key === null ? null : await context.loaders.promotionById.load(key);
    return { promotion, errors };
  },

  async voucherIssue(_, { input }, context) {
    const { key, errors } = await write(context, {
      operation: 'voucherIssue',
      input,
      shape: voucherInput,
      async run(tx, voucher) {
        const error = refuseVoucherInput(voucher, context.now);
        return error === undefined
          ? done(await issueVoucher(tx, voucher, context.deps))
          : refused(error);
      },
    });
    return { code: key, errors };
  },
};

function correlationOf({ request }: Context): string {
  return request.correlationId;
}

interface Write<Shape extends z.ZodType> {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  readonly shape: Shape;
  readonly run: (tx: Transaction, value: z.output<Shape>) => Promise<Outcome>;
}

type PayloadErrors = (WriteError | ReturnType<typeof idempotencyError>)[];

/** Checks the input and writes once per idempotency key. Every refusal is an error of the payload and changes nothing. */
async function write<Shape extends z.ZodType>(
  { request, deps }: Context,
  { operation, input, shape, run }: Write<Shape>,
): Promise<{ readonly key: string | null; readonly errors: PayloadErrors }> {
  const checked = shape.safeParse(input);
  if (!checked.success) {
    const errors = checked.error.issues.map(({ message, path }) =>
      validationError(message, path.map(String)),
    );
    return { key: null, errors };
  }
  const result = await runIdempotent<Outcome>(
    deps.db,
    { caller: callerOf(request), operation, key: input.idempotencyKey, input, now: deps.now },
    (tx) => run(tx, checked.data),
  );
  return result.status === 'done'
    ? { key: result.outcome.key, errors: [...result.outcome.errors] }
    : { key: null, errors: [idempotencyError(result)] };
}
