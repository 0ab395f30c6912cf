import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';

import type { CatalogDeps } from '#src/context.ts';
import { refuseSlugs, refuseVersion } from '#src/refusals.ts';
import type { CategoryInput } from '#src/rules/category-input.ts';
import type { CategoryTextContent } from '#src/rules/product-content.ts';
import { type WriteError, type WriteOutcome, done, refused } from '#src/rules/write-errors.ts';
import type { CategoryRow } from '#src/tables.ts';
import { findCategory, isLoop, writeCategory } from '#src/write-category.ts';

/** Creates, replaces or moves a category. Checks everything before the first change. */
export async function upsertCategory(
  tx: Transaction,
  input: CategoryInput,
  { deps, correlationId }: { readonly deps: CatalogDeps; readonly correlationId: string },
): Promise<WriteOutcome> {
  const before = await findCategory(tx, input.id);
  const parent = await findCategory(tx, input.parentId);
  const id = before?.id ?? deps.newId('cat');
  const error =
    refuseVersion('category', input, before) ?? (await refuseContent(tx, { id, input, parent }));
  if (error !== undefined) {
    return refused(error);
  }
  await writeCategory(
    tx,
    {
      id,
      before,
      parent,
      position: input.position ?? before?.position ?? 0,
      imageUrl: before?.imageUrl ?? null,
      contentHash: null,
      texts: textsOf(input),
    },
    { deps, correlationId },
  );
  return done(id);
}

function textsOf({ translations, ...input }: CategoryInput): CategoryTextContent[] {
  return translations.map(({ locale, name, description, slug }) => ({
    locale,
    name,
    slug: slug ?? input.slug,
    description: description ?? null,
  }));
}

interface Wanted {
  readonly id: string;
  readonly input: CategoryInput;
  readonly parent: CategoryRow | undefined;
}

async function refuseContent(
  tx: Transaction,
  { id, input, parent }: Wanted,
): Promise<WriteError | undefined> {
  return refuseParent(id, input, parent) ?? refuseSlugs(tx, { id, kind: 'CATEGORY' }, input);
}

function refuseParent(
  id: string,
  { parentId }: CategoryInput,
  parent: CategoryRow | undefined,
): WriteError | undefined {
  if (parentId != null && parent === undefined) {
    return notFoundError(
      `There is no category "${parentId}": give the id of one, or none for a root.`,
      ['parentId'],
    );
  }
  return isLoop(id, parent)
    ? validationError(
        `"${parentId}" is this category or below it: choose a parent outside of it.`,
        ['parentId'],
      )
    : undefined;
}
