import { createHash } from 'node:crypto';

import type { Transaction } from '@supergraph/kit/database';
import { localeChain } from '@supergraph/kit/locales';

import { findCategoryTexts } from '#src/data/categories.ts';
import { findDocsOf, removeDoc, saveDoc } from '#src/data/docs.ts';
import { type DocWords, removeWords, saveTerms, saveWords } from '#src/data/words.ts';
import { wordsOf } from '#src/rules/fold.ts';
import type { Source, SourceText } from '#src/rules/source.ts';
import type { CategoryText, ProductRow } from '#src/tables.ts';

import type { Shelf } from '#src/shelf/shelf.ts';

const MAX_TERM_LENGTH = 40;

/** Which words were committed. */
export type KnownTerms = Pick<Shelf, 'vocabulary'>;

/** Makes the texts of a product anew: one for each of its locales. Words that are the same are not written again. */
export async function writeDocs(
  tx: Transaction,
  { id, source }: Pick<ProductRow, 'id' | 'source'>,
  shelf: KnownTerms,
): Promise<void> {
  const before = new Map((await findDocsOf(tx, id)).map((one) => [one.locale, one]));
  const categories = await findCategoryTexts(tx, source.categoryIds);
  for (const text of source.texts) {
    const words = collectWords(text, source, categories);
    const wordsHash = createHash('sha1').update(JSON.stringify(words)).digest('base64url');
    const nameKey = words.name;
    const docId = await saveDoc(tx, {
      ...text,
      product: id,
      nameKey,
      nameWords: nameKey === '' ? 0 : nameKey.split(' ').length,
      wordsHash,
    });
    if (before.get(text.locale)?.wordsHash !== wordsHash) {
      await saveWords(tx, docId, words);
      await saveNewTerms(tx, { locale: text.locale, terms: termsOf(words) }, shelf);
    }
    before.delete(text.locale);
  }
  await removeAll(tx, before.values());
}

/** Takes all texts of a product away. */
export async function removeDocs(tx: Transaction, id: number): Promise<void> {
  await removeAll(tx, await findDocsOf(tx, id));
}

/** What memory has is committed: it need not be written again, and most words are everywhere. */
async function saveNewTerms(
  tx: Transaction,
  { locale, terms }: { readonly locale: string; readonly terms: readonly string[] },
  { vocabulary }: KnownTerms,
): Promise<void> {
  const [speller] = vocabulary.spellersOf([locale]);
  const fresh = terms.filter((term) => !speller?.has(term));
  if (fresh.length > 0) {
    await saveTerms(tx, locale, fresh);
  }
}

async function removeAll(tx: Transaction, docs: Iterable<{ readonly id: number }>): Promise<void> {
  for (const { id } of docs) {
    await removeWords(tx, id);
    await removeDoc(tx, id);
  }
}

function collectWords(
  { locale, name, subtitle, description }: SourceText,
  { brand, traits, skus }: Source,
  categories: readonly CategoryText[],
): DocWords {
  return {
    name: fold(name),
    brand: fold(brand ?? ''),
    category: fold(namesIn(locale, categories).join(' ')),
    attributes: fold([subtitle ?? '', ...traits].join(' ')),
    description: fold(description ?? ''),
    sku: fold(skus.join(' ')),
  };
}

/** The categories' names in the document's locale, or in that of its language. */
function namesIn(locale: string, categories: readonly CategoryText[]): string[] {
  const chain = localeChain(locale, locale);
  return [
    ...new Set(categories.filter((one) => chain.includes(one.locale)).map(({ name }) => name)),
  ];
}

function fold(text: string): string {
  return wordsOf(text).join(' ');
}

/** What people mean to type: not codes, which hold digits, and not the prose of descriptions. */
function termsOf({ name, brand, category, attributes }: DocWords): string[] {
  const words = new Set(`${name} ${brand} ${category} ${attributes}`.split(' '));
  return [...words].filter(
    (word) => word.length > 1 && word.length <= MAX_TERM_LENGTH && !/^\p{N}+$/u.test(word),
  );
}
