import type { Transaction } from '@supergraph/kit/database';
import { conflictError, notFoundError, validationError } from '@supergraph/kit/user-errors';

import type { CatalogDeps } from '#src/context.ts';
import { findSlugClash } from '#src/find-clash.ts';
import type { CategoryInput } from '#src/rules/category-input.ts';
import type { CategoryTextContent } from '#src/rules/product-content.ts';
import {
  type WriteError,
  type WriteOutcome,
  done,
  duplicateError,
  refused,
} from '#src/rules/write-errors.ts';
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
  const error = refuseVersion(input, before) ?? (await refuseContent(tx, { id, input, parent }));
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
  return refuseParent(id, input, parent) ?? refuseSlugs(tx, id, input);
}

function refuseVersion(
  { id, expectedVersion }: CategoryInput,
  before: CategoryRow | undefined,
): WriteError | undefined {
  if (id == null) {
    return expectedVersion == null
      ? undefined
      : validationError('There is no version to expect without an id.', ['expectedVersion']);
  }
  if (before === undefined) {
    return notFoundError(`There is no category "${id}".`, ['id']);
  }
  return expectedVersion == null || expectedVersion === before.version
    ? undefined
    : conflictError(
        `The category is at version ${before.version}, not ${expectedVersion}.`,
        ['expectedVersion'],
        before.version,
      );
}

function refuseParent(
  id: string,
  { parentId }: CategoryInput,
  parent: CategoryRow | undefined,
): WriteError | undefined {
  if (parentId != null && parent === undefined) {
    return notFoundError(`There is no category "${parentId}".`, ['parentId']);
  }
  return isLoop(id, parent)
    ? validationError('A category cannot be below itself.', ['parentId'])
    : undefined;
}

async function refuseSlugs(
  tx: Transaction,
  id: string,
  { slug, translations }: CategoryInput,
): Promise<WriteError | undefined> {
  const slugs = translations.map((text) => text.slug ?? slug);
  const clash = await findSlugClash(tx, id, { kind: 'CATEGORY', slugs });
  if (clash === undefined) {
    return undefined;
  }
  const own = translations.findIndex((text) => text.slug === clash.value);
  const path = own === -1 ? ['slug'] : ['translations', own, 'slug'];
  return duplicateError(`The slug "${clash.value}" is taken.`, path, clash.existingId);
}
