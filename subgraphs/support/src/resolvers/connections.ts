import { type PageArgs, createConnection, readPage } from '@supergraph/kit/paging';

import type { Context } from '#src/context.ts';
import {
  type Article,
  type ArticleFilter,
  countArticles,
  listArticles,
} from '#src/data/articles.ts';
import { type TicketFilter, countTickets, listNewest, listQueue } from '#src/data/tickets.ts';
import type {
  HelpArticleConnectionResolvers,
  TicketConnectionResolvers,
  TicketMessageConnectionResolvers,
} from '#src/generated/resolvers.ts';
import { keyOfSlice } from '#src/loaders.ts';
import type { ArticlePage, MessagePage, TicketPage } from '#src/representations.ts';
import type { TicketRow } from '#src/tables.ts';

/** A page of tickets, newest first. */
export async function pageNewest(
  { deps }: Context,
  filter: TicketFilter,
  args: PageArgs,
): Promise<TicketPage> {
  const page = readPage(args, { sort: 'newest', filter });
  const rows = await listNewest(deps.db.reader, filter, { page, now: deps.now() });
  return { ...createConnection(rows, page, ({ createdAt, id }) => [createdAt, id]), filter };
}

const RANKS: Readonly<Record<TicketRow['priority'], number>> = {
  URGENT: 0,
  HIGH: 1,
  NORMAL: 2,
  LOW: 3,
};

const queueKeyOf = ({ priority, firstResponseDueAt, id }: TicketRow) => [
  RANKS[priority],
  firstResponseDueAt,
  id,
];

/** A page of the queue, the most urgent first. */
export async function pageQueue(
  { deps }: Context,
  filter: TicketFilter,
  args: PageArgs,
): Promise<TicketPage> {
  const page = readPage(args, { sort: 'queue', filter });
  const rows = await listQueue(deps.db.reader, filter, { page, now: deps.now() });
  return { ...createConnection(rows, page, queueKeyOf), filter };
}

export const TicketConnection: TicketConnectionResolvers = {
  totalCount: ({ filter }, _, { deps }) => countTickets(deps.db.reader, filter, deps.now()),
};

/** A page of what everybody may read of a ticket. A cursor is a place among that: it tells nothing of notes in between. */
export async function pageMessages(
  { loaders }: Context,
  ticketId: string,
  args: PageArgs,
): Promise<MessagePage> {
  const page = readPage(args, { sort: 'messages', filter: ticketId, defaultFirst: 50 });
  const after = Number(page.after?.[0] ?? 0);
  const key = keyOfSlice({ ticketId, after, limit: page.limit + 1 });
  const rows = await loaders.messagePage.load(key);
  return { ...createConnection(rows, page, ({ place }) => [place]), ticketId };
}

export const TicketMessageConnection: TicketMessageConnectionResolvers = {
  totalCount: async ({ ticketId }, _, { loaders }) =>
    (await loaders.messageCount.load(ticketId))?.messages ?? 0,
};

/** A page of the help centre. */
export async function pageArticles(
  { deps, loaders }: Context,
  filter: ArticleFilter,
  args: PageArgs,
): Promise<ArticlePage> {
  const page = readPage(args, { sort: 'help', filter, defaultFirst: 10 });
  const ranked = await listArticles(deps.db.reader, filter, page);
  const articles = await loaders.article.loadMany(ranked.map(({ id }) => id));
  const ranks = new Map(ranked.map(({ id, rank }) => [id, rank]));
  const rows = articles.filter(
    (article): article is Article => article !== null && !(article instanceof Error),
  );
  return { ...createConnection(rows, page, ({ id }) => [ranks.get(id) ?? 0, id]), filter };
}

export const HelpArticleConnection: HelpArticleConnectionResolvers = {
  totalCount: ({ filter }, _, { deps }) => countArticles(deps.db.reader, filter),
};
