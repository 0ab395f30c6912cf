import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import { localeChain } from '@supergraph/kit/locales';
import type { RequestContext } from '@supergraph/kit/request-context';

import { findAgents } from '#src/data/agents.ts';
import { findArticles } from '#src/data/articles.ts';
import {
  countPublicMessages,
  findMessages,
  findNotes,
  findPublicMessages,
} from '#src/data/messages.ts';
import { findSuggestions } from '#src/data/suggestions.ts';
import { findTickets, findTicketsAboutOrders } from '#src/data/tickets.ts';
import { findVouchersOfTickets } from '#src/data/vouchers.ts';
import { canSee, isAgent } from '#src/rules/access.ts';
import type { MessageRow } from '#src/tables.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up, for one request. Tickets that the caller may not see are not found, nor are their messages. */
export function createLoaders(reader: Queries, request: RequestContext, defaultLocale: string) {
  const chain = localeChain(request.locale, defaultLocale);
  return {
    ...createTicketLoaders(reader, request),
    ...createPartLoaders(reader),
    article: createEntityLoader(
      (ids: readonly string[]) => findArticles(reader, ids, chain),
      ({ id }) => id,
    ),
    suggestions: createRelationLoader(
      async (ticketIds: readonly string[]) => findSuggestions(reader, ticketIds, chain),
      ({ ticketId }) => ticketId,
    ),
  };
}

function createTicketLoaders(db: Queries, request: RequestContext) {
  return {
    ticket: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findTickets(db, ids)).filter(({ customerId }) => canSee(customerId, request)),
      ({ id }) => id,
    ),
    ticketsOfOrder: createRelationLoader(
      async (ids: readonly string[]) =>
        (await findTicketsAboutOrders(db, ids)).filter(({ customerId }) =>
          canSee(customerId, request),
        ),
      ({ aboutId }) => aboutId ?? '',
    ),
    message: createEntityLoader(
      (ids: readonly string[]) => findVisibleMessages(db, ids, request),
      ({ id }) => id,
    ),
  };
}

async function findVisibleMessages(
  db: Queries,
  ids: readonly string[],
  request: RequestContext,
): Promise<MessageRow[]> {
  const rows = (await findMessages(db, ids)).filter(
    ({ internal }) => !internal || isAgent(request),
  );
  const tickets = await findTickets(db, [...new Set(rows.map(({ ticketId }) => ticketId))]);
  const visible = new Set(
    tickets.filter(({ customerId }) => canSee(customerId, request)).map(({ id }) => id),
  );
  return rows.filter(({ ticketId }) => visible.has(ticketId));
}

/** For those who see the ticket that it is a part of. */
function createPartLoaders(db: Queries) {
  return {
    agent: createEntityLoader(
      (ids: readonly string[]) => findAgents(db, ids),
      ({ id }) => id,
    ),
    notesOfTicket: createRelationLoader(
      (ids: readonly string[]) => findNotes(db, ids),
      ({ ticketId }) => ticketId,
    ),
    vouchersOfTicket: createRelationLoader(
      (ids: readonly string[]) => findVouchersOfTickets(db, ids),
      ({ ticketId }) => ticketId,
    ),
    messageCount: createEntityLoader(
      (ids: readonly string[]) => countPublicMessages(db, ids),
      ({ ticketId }) => ticketId,
    ),
    messagePage: createRelationLoader(
      (keys: readonly string[]) => findMessagePages(db, keys),
      ({ key }) => key,
    ),
  };
}

export interface MessageSlice {
  readonly ticketId: string;
  readonly after: number;
  readonly limit: number;
}

/** The key of a page of messages: loaders compare keys as text. */
export function keyOfSlice({ ticketId, after, limit }: MessageSlice): string {
  return JSON.stringify([ticketId, after, limit]);
}

async function findMessagePages(db: Queries, keys: readonly string[]) {
  const slices = keys.map((key) => {
    const [ticketId, after, limit] = JSON.parse(key) as [string, number, number];
    return { ticketId, after, limit };
  });
  const alike = Map.groupBy(slices, ({ after, limit }) => JSON.stringify([after, limit]));
  const pages = await Promise.all(
    [...alike.values()].map(async (group) => {
      const { after, limit } = group[0] ?? { after: 0, limit: 0 };
      const ids = group.map(({ ticketId }) => ticketId);
      const rows = await findPublicMessages(db, ids, { after, limit });
      return rows.map((row) => ({
        ...row,
        key: keyOfSlice({ ticketId: row.ticketId, after, limit }),
      }));
    }),
  );
  return pages.flat();
}
