import type { Connection } from '@supergraph/kit/paging';

import type { Article, ArticleFilter } from '#src/data/articles.ts';
import type { TicketFilter } from '#src/data/tickets.ts';
import type { AgentRow, MessageRow, TicketRow } from '#src/tables.ts';

// What resolvers start from, where that is not a row.

/** An entity of another team. */
export interface Key {
  readonly id: string;
}

/** What a ticket is about, with the type that it has in the graph. */
export interface Subject extends Key {
  readonly __typename: 'Order' | 'Product' | 'ReturnRequest';
}

export interface SystemWriter {
  readonly __typename: 'SystemAuthor';
  readonly label: string;
}

export type Writer =
  | (Key & { readonly __typename: 'Customer' })
  | (AgentRow & { readonly __typename: 'Agent' })
  | SystemWriter;

/** A page, with what it is a page of. */
export type TicketPage = Connection<TicketRow> & { readonly filter: TicketFilter };
export type MessagePage = Connection<MessageRow> & { readonly ticketId: string };
export type ArticlePage = Connection<Article> & { readonly filter: ArticleFilter };
