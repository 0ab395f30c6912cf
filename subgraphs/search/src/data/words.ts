import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { eq, gt, integer, sql, sqliteTable, text } from '@supergraph/kit/drizzle';

import { term } from '#src/tables.ts';

// Virtual tables of the migrations, which drizzle-kit must not see: by document, its folded words.
const docFts = sqliteTable('doc_fts', {
  id: integer('rowid').notNull(),
  name: text('name').notNull(),
  brand: text('brand').notNull(),
  category: text('category').notNull(),
  attributes: text('attributes').notNull(),
  description: text('description').notNull(),
  sku: text('sku').notNull(),
});
const docVocabulary = sqliteTable('doc_vocabulary', { term: text('term').notNull() });

/** Folded words by column, separated by spaces. */
export interface DocWords {
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly attributes: string;
  readonly description: string;
  readonly sku: string;
}

/** Ids of the documents that match, in no order. The expression must come from `match-expression.ts`. */
export async function findMatching(db: Queries, expression: string): Promise<readonly number[]> {
  return JSON.parse(selectMatching(db).get({ expression })?.ids ?? '[]') as number[];
}

/** Whether any document matches: quicker than to find all. */
export async function isAnyMatching(db: Queries, expression: string): Promise<boolean> {
  return selectFirst(db).get({ expression }) !== undefined;
}

/** Whether any document has the word, in any locale. */
export async function isWritten(db: Queries, word: string): Promise<boolean> {
  return selectTerm(db).get({ word }) !== undefined;
}

export async function saveWords(tx: Transaction, id: number, words: DocWords): Promise<void> {
  removeWordsOf(tx).run({ id });
  insertWords(tx).run({ id, ...words });
}

export async function removeWords(tx: Transaction, id: number): Promise<void> {
  removeWordsOf(tx).run({ id });
}

export async function saveTerms(
  tx: Transaction,
  locale: string,
  terms: readonly string[],
): Promise<void> {
  insertTerms(tx).run({ locale, terms: JSON.stringify(terms) });
}

/** Words that came after this one, the oldest first. */
export async function listTermsAfter(
  db: Queries,
  id: number,
): Promise<(typeof term.$inferSelect)[]> {
  return selectTerms(db).all({ id });
}

// One text of all ids crosses into JavaScript five times as fast as a row for each.
const selectMatching = prepared((db) =>
  db
    .select({ ids: sql<string>`json_group_array(${docFts.id})` })
    .from(docFts)
    .where(sql`doc_fts match ${sql.placeholder('expression')}`)
    .prepare(),
);
const selectFirst = prepared((db) =>
  db
    .select({ id: docFts.id })
    .from(docFts)
    .where(sql`doc_fts match ${sql.placeholder('expression')}`)
    .limit(1)
    .prepare(),
);
const selectTerm = prepared((db) =>
  db
    .select({ term: docVocabulary.term })
    .from(docVocabulary)
    .where(eq(docVocabulary.term, sql.placeholder('word')))
    .limit(1)
    .prepare(),
);
const removeWordsOf = prepared((db) =>
  db
    .delete(docFts)
    .where(eq(docFts.id, sql.placeholder('id')))
    .prepare(),
);
const insertWords = prepared((db) =>
  db
    .insert(docFts)
    .values({
      id: sql.placeholder('id'),
      name: sql.placeholder('name'),
      brand: sql.placeholder('brand'),
      category: sql.placeholder('category'),
      attributes: sql.placeholder('attributes'),
      description: sql.placeholder('description'),
      sku: sql.placeholder('sku'),
    })
    .prepare(),
);
const insertTerms = prepared((db) =>
  db
    .insert(term)
    .select(
      sql`select null, ${sql.placeholder('locale')}, value from json_each(${sql.placeholder('terms')}) where true`,
    )
    .onConflictDoNothing()
    .prepare(),
);
const selectTerms = prepared((db) =>
  db
    .select()
    .from(term)
    .where(gt(term.id, sql.placeholder('id')))
    .orderBy(term.id)
    .prepare(),
);
