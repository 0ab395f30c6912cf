import type { Transaction } from '@supergraph/kit/database';
import { and, eq, inArray, ne, sql } from '@supergraph/kit/drizzle';

import { type ArticleRow, type ArticleTextRow, helpArticle, helpArticleText } from '#src/tables.ts';

/** A text with the words that it is found by. */
export type ArticleText = Omit<ArticleTextRow, 'id' | 'articleId'> & { readonly words: string };

export async function findContentHash(tx: Transaction, id: string): Promise<string | undefined> {
  const row = tx
    .select({ contentHash: helpArticle.contentHash })
    .from(helpArticle)
    .where(eq(helpArticle.id, id))
    .get();
  return row?.contentHash;
}

/** A slug of these that another article has. */
export async function findTakenSlug(
  tx: Transaction,
  id: string,
  slugs: readonly string[],
): Promise<string | undefined> {
  const row = tx
    .select({ slug: helpArticleText.slug })
    .from(helpArticleText)
    .where(and(inArray(helpArticleText.slug, [...slugs]), ne(helpArticleText.articleId, id)))
    .get();
  return row?.slug;
}

/** Writes an article with all of its texts; those it had before are gone. */
export async function saveArticle(
  tx: Transaction,
  row: Omit<ArticleRow, 'helpfulCount'>,
  texts: readonly ArticleText[],
): Promise<void> {
  const { id, ...content } = row;
  tx.insert(helpArticle)
    .values({ ...row, helpfulCount: 0 })
    .onConflictDoUpdate({ target: helpArticle.id, set: content })
    .run();
  tx.run(
    sql`delete from help_fts where rowid in (select id from help_article_text where article_id = ${id})`,
  );
  tx.delete(helpArticleText).where(eq(helpArticleText.articleId, id)).run();
  for (const { words, ...text } of texts) {
    const { rowid } = tx
      .insert(helpArticleText)
      .values({ ...text, articleId: id })
      .returning({ rowid: helpArticleText.id })
      .get();
    tx.run(
      sql`insert into help_fts (rowid, title, body) values (${rowid}, ${text.title}, ${words})`,
    );
  }
}
