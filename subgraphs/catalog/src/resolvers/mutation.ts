import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';
import { z } from 'zod';

import { archiveProduct } from '#src/archive-product.ts';
import type { Context } from '#src/context.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { createLoaders } from '#src/loaders.ts';
import { categoryInput } from '#src/rules/category-input.ts';
import { productInput } from '#src/rules/product-input.ts';
import type { WriteError, WriteOutcome } from '#src/rules/write-errors.ts';
import { loadSanitizer } from '#src/sanitize.ts';
import { upsertCategory } from '#src/upsert-category.ts';
import { upsertProduct } from '#src/upsert-product.ts';

const archiveInput = z.object({ id: z.string(), expectedVersion: z.int().nullish() });

export const Mutation: MutationResolvers = {
  async productUpsert(_root, { input }, context) {
    const sanitize = await loadSanitizer();
    const { id, errors } = await write(context, {
      operation: 'productUpsert',
      input,
      shape: productInput,
      run: (tx, product) => upsertProduct(tx, product, { ...writerOf(context), sanitize }),
    });
    return { product: id === null ? null : await context.loaders.product.load(id), errors };
  },

  async productArchive(_root, { input }, context) {
    const { id, errors } = await write(context, {
      operation: 'productArchive',
      input,
      shape: archiveInput,
      run: (tx, archive) => archiveProduct(tx, archive, writerOf(context)),
    });
    return { product: id === null ? null : await context.loaders.product.load(id), errors };
  },

  async categoryUpsert(_root, { input }, context) {
    const { id, errors } = await write(context, {
      operation: 'categoryUpsert',
      input,
      shape: categoryInput,
      run: (tx, category) => upsertCategory(tx, category, writerOf(context)),
    });
    return { category: id === null ? null : await context.loaders.category.load(id), errors };
  },
};

function writerOf({ deps, request }: Context) {
  return { deps, correlationId: request.correlationId };
}

interface Write<Shape extends z.ZodType> {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  readonly shape: Shape;
  readonly run: (tx: Transaction, value: z.output<Shape>) => Promise<WriteOutcome>;
}

interface Written {
  readonly id: string | null;
  readonly errors: (WriteError | ReturnType<typeof idempotencyError>)[];
}

/** Checks the input and writes once per idempotency key. Every refusal is an error of the payload and changes nothing. */
async function write<Shape extends z.ZodType>(
  context: Context,
  { operation, input, shape, run }: Write<Shape>,
): Promise<Written> {
  const { request, deps } = context;
  const checked = shape.safeParse(input);
  if (!checked.success) {
    const errors = checked.error.issues.map(({ message, path }) =>
      validationError(message, path.map(String)),
    );
    return { id: null, errors };
  }
  const result = await runIdempotent<WriteOutcome>(
    deps.db,
    { caller: callerOf(request), operation, key: input.idempotencyKey, input, now: deps.now },
    (tx) => run(tx, checked.data),
  );
  // Another mutation of the same request may have loaded what this one has changed.
  context.loaders = createLoaders(deps.db.reader);
  return result.status === 'done'
    ? { id: result.outcome.id, errors: [...result.outcome.errors] }
    : { id: null, errors: [idempotencyError(result)] };
}
