import type { Queries } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { anyWordOf } from '#src/rules/search-words.ts';
import { helpArticle } from '#src/tables.ts';

import { shownIn } from './articles.ts';
import { findTickets } from './tickets.ts';

const MOST = 3;

export interface Suggestion {
  readonly ticketId: string;
  readonly articleId: string;
}

/**
 * Up to three articles for each of these tickets: those that share words with its subject, the best match first, then
 * the most helpful ones of its category. Two statements, however many tickets.
 */
export async function findSuggestions(
  db: Queries,
  ticketIds: readonly string[],
  chain: readonly string[],
): Promise<Suggestion[]> {
  const wanted = (await findTickets(db, ticketIds)).map(({ id, subject, category }) => ({
    id,
    category,
    // Every word is in no text at all: a subject without words finds by its category alone.
    words: (subject === null ? null : anyWordOf(subject)) ?? '"\u{E000}"',
  }));
  return db.all<Suggestion>(sql`
    with wanted as materialized (
      select value ->> 'id' as ticket_id, value ->> 'category' as category, value ->> 'words' as words
      from json_each(${JSON.stringify(wanted)})),
    matched as materialized (
      select w.ticket_id, help_fts.rowid as text_id, bm25(help_fts, 5.0, 1.0) as score
      from wanted w cross join help_fts where help_fts match w.words),
    ${shownIn(chain)},
    candidates as (
      select m.ticket_id, s.article_id, m.score as score from matched m join shown s on s.text_id = m.text_id
      union all
      select w.ticket_id, a.id, 1.0 / (1 + a.helpful_count) from wanted w join ${helpArticle} a on a.category = w.category),
    best as (select ticket_id, article_id, min(score) as score from candidates group by ticket_id, article_id),
    ranked as (select *, row_number() over (partition by ticket_id order by score, article_id) as place from best)
    select ticket_id as ticketId, article_id as articleId from ranked where place <= ${MOST} order by ticket_id, place`);
}
