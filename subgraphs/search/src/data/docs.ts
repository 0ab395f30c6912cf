import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { eq, sql } from '@supergraph/kit/drizzle';

import { type DocRow, doc, product } from '#src/tables.ts';

/** The texts of a product, by locale. */
export async function findDocsOf(
  db: Queries,
  id: number,
): Promise<Pick<DocRow, 'id' | 'locale' | 'wordsHash'>[]> {
  return selectOf(db).all({ id });
}

/** Creates or replaces a text; answers its id. */
export async function saveDoc(tx: Transaction, row: Omit<DocRow, 'id'>): Promise<number> {
  return upsert(tx).get({ ...row }).id;
}

export async function removeDoc(tx: Transaction, id: number): Promise<void> {
  remove(tx).run({ id });
}

/** Texts with the picture of their product, to show. */
export async function findDocs(db: Queries, ids: readonly number[]) {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}
export type ShownDoc = Awaited<ReturnType<typeof findDocs>>[number];

const selectOf = prepared((db) =>
  db
    .select({ id: doc.id, locale: doc.locale, wordsHash: doc.wordsHash })
    .from(doc)
    .where(eq(doc.product, sql.placeholder('id')))
    .prepare(),
);
const upsert = prepared((db) =>
  db
    .insert(doc)
    .values({
      product: sql.placeholder('product'),
      locale: sql.placeholder('locale'),
      slug: sql.placeholder('slug'),
      name: sql.placeholder('name'),
      subtitle: sql.placeholder('subtitle'),
      description: sql.placeholder('description'),
      nameKey: sql.placeholder('nameKey'),
      nameWords: sql.placeholder('nameWords'),
      wordsHash: sql.placeholder('wordsHash'),
    })
    .onConflictDoUpdate({
      target: [doc.product, doc.locale],
      set: {
        slug: sql`excluded.slug`,
        name: sql`excluded.name`,
        subtitle: sql`excluded.subtitle`,
        description: sql`excluded.description`,
        nameKey: sql`excluded.name_key`,
        nameWords: sql`excluded.name_words`,
        wordsHash: sql`excluded.words_hash`,
      },
    })
    .returning({ id: doc.id })
    .prepare(),
);
const remove = prepared((db) =>
  db
    .delete(doc)
    .where(eq(doc.id, sql.placeholder('id')))
    .prepare(),
);
const selectByIds = prepared((db) =>
  db
    .select({
      id: doc.id,
      slug: doc.slug,
      name: doc.name,
      subtitle: doc.subtitle,
      description: doc.description,
      thumbnail: product.thumbnail,
    })
    .from(doc)
    .innerJoin(product, eq(product.id, doc.product))
    .where(inJson(doc.id, 'ids'))
    .prepare(),
);
