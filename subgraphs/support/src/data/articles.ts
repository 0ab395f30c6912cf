import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, eq, sql } from '@supergraph/kit/drizzle';
import { pickByLocale } from '@supergraph/kit/locales';
import type { Page } from '@supergraph/kit/paging';

import { readWords } from '#src/rules/search-words.ts';
import { type ArticleRow, type ArticleTextRow, helpArticle, helpArticleText } from '#src/tables.ts';

/** An article with its text in the language of the request, or the nearest one there is. */
export type Article = Pick<ArticleRow, 'id' | 'category' | 'helpfulCount'> &
  Pick<ArticleTextRow, 'locale' | 'slug' | 'title' | 'bodyHtml'>;

export interface ArticleFilter {
  readonly query?: string | null | undefined;
  /** The locales to show texts in, best first. */
  readonly chain: readonly string[];
}

/** Where an article stands in its list: by how well it matches, else by its position. */
export interface Ranked {
  readonly id: string;
  readonly rank: number;
}

/** These articles, each with its text in the first locale of the chain that it has. */
export async function findArticles(
  db: Queries,
  ids: readonly string[],
  chain: readonly string[],
): Promise<Article[]> {
  const rows = selectByIds(db).all({ ids: JSON.stringify(ids) });
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(
    (texts) => pickByLocale(texts, chain) ?? [],
  );
}

export async function findArticleIdBySlug(db: Queries, slug: string): Promise<string | undefined> {
  return selectBySlug(db).get({ slug })?.articleId;
}

/** One more than the page has, so that it is known whether there are more. */
export async function listArticles(
  db: Queries,
  filter: ArticleFilter,
  { after, limit }: Page,
): Promise<Ranked[]> {
  const [rank, id] = after ?? [];
  const isAfter = rank === undefined ? sql`true` : sql`(rank, id) > (${rank}, ${id})`;
  return db.all<Ranked>(
    sql`with ${rankedBy(filter)} select id, rank from ranked where ${isAfter} order by rank, id limit ${limit + 1}`,
  );
}

export async function countArticles(db: Queries, filter: ArticleFilter): Promise<number> {
  const row = db.get<{ articles: number }>(
    sql`with ${rankedBy(filter)} select count(*) as articles from ranked`,
  );
  return row.articles;
}

/** Words are looked for in the text that is shown: an article is not found by words of a language that the reader does not see. */
function rankedBy({ query, chain }: ArticleFilter): SQL {
  if (query == null) {
    return sql`ranked as (select ${helpArticle.id} as id, ${helpArticle.position} as rank from ${helpArticle})`;
  }
  // Millionths, so that a cursor holds the very number.
  return sql`matched as materialized (
      select rowid as text_id, cast(bm25(help_fts, 5.0, 1.0) * 1000000 as integer) as rank
      from help_fts where help_fts match ${readWords(query)}),
    ${shownIn(chain)},
    ranked as (select shown.article_id as id, matched.rank as rank
      from matched join shown on shown.text_id = matched.text_id)`;
}

/** Which text of each article is shown to readers of these locales. */
export function shownIn(chain: readonly string[]): SQL {
  return sql`placed as (
      select t.id as text_id, t.article_id, row_number() over (partition by t.article_id
        order by coalesce((select key from json_each(${JSON.stringify(chain)}) where value = t.locale), 1000), t.id) as place
      from ${helpArticleText} t),
    shown as (select text_id, article_id from placed where place = 1)`;
}

/** Counts a vote, once for each voter. */
export async function countVote(
  tx: Transaction,
  { articleId, voter }: { readonly articleId: string; readonly voter: string },
): Promise<void> {
  const { changes } = tx.run(
    sql`insert into help_vote (article_id, voter) values (${articleId}, ${voter}) on conflict do nothing`,
  );
  if (changes > 0) {
    tx.update(helpArticle)
      .set({ helpfulCount: sql`${helpArticle.helpfulCount} + 1` })
      .where(eq(helpArticle.id, articleId))
      .run();
  }
}

/** Forgets what somebody voted for. What was counted stays counted. */
export async function forgetVotes(tx: Transaction, voter: string): Promise<void> {
  tx.run(sql`delete from help_vote where voter = ${voter}`);
}

const selectByIds = prepared((db) =>
  db
    .select({
      id: helpArticle.id,
      category: helpArticle.category,
      helpfulCount: helpArticle.helpfulCount,
      locale: helpArticleText.locale,
      slug: helpArticleText.slug,
      title: helpArticleText.title,
      bodyHtml: helpArticleText.bodyHtml,
    })
    .from(helpArticle)
    .innerJoin(helpArticleText, eq(helpArticleText.articleId, helpArticle.id))
    .where(inJson(helpArticle.id, 'ids'))
    .orderBy(helpArticleText.id)
    .prepare(),
);
const selectBySlug = prepared((db) =>
  db
    .select({ articleId: helpArticleText.articleId })
    .from(helpArticleText)
    .where(eq(helpArticleText.slug, sql.placeholder('slug')))
    .orderBy(helpArticleText.id)
    .limit(1)
    .prepare(),
);
