import { localeChain } from '@supergraph/kit/locales';

import { listAgents } from '#src/data/agents.ts';
import { findArticleIdBySlug } from '#src/data/articles.ts';
import { findQueueStats } from '#src/data/queue-stats.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';

import { pageArticles, pageQueue } from './connections.ts';

const MONTH_MS = 30 * 86_400_000;

export const Query: QueryResolvers = {
  ticket: (_, { id }, { loaders }) => loaders.ticket.load(id),

  helpArticles(_, { query, ...args }, context) {
    const { request, deps } = context;
    const chain = localeChain(request.locale, deps.settings.DEFAULT_LOCALE);
    return pageArticles(context, { query: query ?? null, chain }, args);
  },

  async helpArticleBySlug(_, { slug }, { deps, loaders }) {
    const id = await findArticleIdBySlug(deps.db.reader, slug);
    return id === undefined ? null : loaders.article.load(id);
  },

  tickets: (_, { filter, ...args }, context) => pageQueue(context, filter, args),

  queueStats(_, _args, { deps }) {
    const now = deps.now();
    return findQueueStats(deps.db.reader, { now, since: now - MONTH_MS });
  },

  agents: (_, _args, { deps }) => listAgents(deps.db.reader),
};
