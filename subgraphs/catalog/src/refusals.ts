import type { Transaction } from '@supergraph/kit/database';
import { conflictError, notFoundError, validationError } from '@supergraph/kit/user-errors';

import { findSlugClash } from '#src/find-clash.ts';
import { type WriteError, duplicateError } from '#src/rules/write-errors.ts';

interface Versioned {
  readonly id?: string | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** Something that is not there, or not as the caller has seen it. `noun` is what the caller calls it. */
export function refuseVersion(
  noun: 'product' | 'category',
  { id, expectedVersion }: Versioned,
  before: { readonly version: number } | undefined,
): WriteError | undefined {
  if (id == null) {
    return expectedVersion == null
      ? undefined
      : validationError(
          `A new ${noun} has no version to expect: give the id of the ${noun} too, or leave expectedVersion out.`,
          ['expectedVersion'],
        );
  }
  if (before === undefined) {
    return notFoundError(`There is no ${noun} "${id}".`, ['id']);
  }
  return expectedVersion == null || expectedVersion === before.version
    ? undefined
    : conflictError(
        `The ${noun} is at version ${before.version}, not ${expectedVersion}: read it again, then write with the version it has.`,
        ['expectedVersion'],
        before.version,
      );
}

interface Slugged {
  readonly slug: string;
  readonly translations: readonly { readonly slug?: string | null | undefined }[];
}

/** A slug that another one has, at the place in the input where it was given. */
export async function refuseSlugs(
  tx: Transaction,
  { id, kind }: { readonly id: string; readonly kind: 'PRODUCT' | 'CATEGORY' },
  { slug, translations }: Slugged,
): Promise<WriteError | undefined> {
  const slugs = translations.map((text) => text.slug ?? slug);
  const clash = await findSlugClash(tx, id, { kind, slugs });
  if (clash === undefined) {
    return undefined;
  }
  const own = translations.findIndex((text) => text.slug === clash.value);
  const path = own === -1 ? ['slug'] : ['translations', own, 'slug'];
  const message = `The slug "${clash.value}" belongs to "${clash.existingId}": choose one that is free.`;
  return duplicateError(message, path, clash.existingId);
}
