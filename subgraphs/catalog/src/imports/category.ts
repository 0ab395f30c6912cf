import type { Transaction } from '@supergraph/kit/database';
import { defineImportType } from '@supergraph/kit/import';

import type { CatalogDeps } from '#src/context.ts';
import { findCategorySlugs, findCategoryTexts } from '#src/data/categories.ts';
import { findSlugClash } from '#src/find-clash.ts';
import { contentHashOf } from '#src/imports/content-hash.ts';
import { describeMissing, idOfCategory } from '#src/imports/item-content.ts';
import { candidateSlugs, nameInLocales, textIn } from '#src/imports/texts.ts';
import { type CategoryLine, categoryLine } from '#src/rules/import-lines.ts';
import type { CategoryTextContent } from '#src/rules/product-content.ts';
import { findCategory, isLoop, writeCategory } from '#src/write-category.ts';

export const createCategoryImport = (deps: CatalogDeps) =>
  defineImportType({
    schema: categoryLine,
    hierarchy: { keyOf: ({ key }) => key, parentKeyOf: ({ parentKey }) => parentKey },
    async apply(tx, line, { correlationId }) {
      const id = idOfCategory(line.key);
      const contentHash = contentHashOf(line);
      const before = await findCategory(tx, id);
      if (before?.contentHash === contentHash) {
        return 'unchanged';
      }
      const parent =
        line.parentKey == null ? undefined : await findCategory(tx, idOfCategory(line.parentKey));
      if (line.parentKey != null && parent === undefined) {
        return { rejected: describeMissing(line.parentKey) };
      }
      if (isLoop(id, parent)) {
        return { rejected: `"${line.key}" would be below itself.` };
      }
      const texts = await readTexts(tx, line, deps.settings.DEFAULT_LOCALE);
      const slugs = texts.map(({ slug }) => slug);
      const clash = await findSlugClash(tx, id, { kind: 'CATEGORY', slugs });
      if (clash !== undefined) {
        return { rejected: `The slug "${clash.value}" belongs to "${clash.existingId}".` };
      }
      const { position, imageUrl = null } = line;
      return writeCategory(
        tx,
        { id, before, parent, position, imageUrl, contentHash, texts },
        { deps, correlationId },
      );
    },
  });

async function readTexts(
  tx: Transaction,
  line: CategoryLine,
  defaultLocale: string,
): Promise<CategoryTextContent[]> {
  const id = idOfCategory(line.key);
  const owners = await findCategorySlugs(tx, candidateSlugs(line));
  const named = nameInLocales(line, [line.description], {
    defaultLocale,
    taken: new Set(owners.flatMap((owner) => (owner.id === id ? [] : owner.slug))),
    current: new Map((await findCategoryTexts(tx, [id])).map(({ locale, slug }) => [locale, slug])),
  });
  return named.map((text) => ({ ...text, description: textIn(line.description, text.locale) }));
}
