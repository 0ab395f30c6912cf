import { toMoney } from '@supergraph/kit/money';

import type { Article } from '#src/data/articles.ts';
import type {
  AgentResolvers,
  GoodwillVoucherResolvers,
  HelpArticleResolvers,
  SlaStateResolvers,
  TicketMessageResolvers,
  TicketResolvers,
} from '#src/generated/resolvers.ts';
import type { Subject } from '#src/representations.ts';
import { isBreached } from '#src/rules/sla.ts';
import type { TicketRow } from '#src/tables.ts';

import { pageMessages } from './connections.ts';

const TYPES: Readonly<Record<NonNullable<TicketRow['aboutType']>, Subject['__typename']>> = {
  ORDER: 'Order',
  PRODUCT: 'Product',
  RETURN: 'ReturnRequest',
};

export const Ticket: TicketResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.ticket.load(id),
  about: ({ aboutType, aboutId }) =>
    aboutType === null || aboutId === null ? null : { __typename: TYPES[aboutType], id: aboutId },
  customer: ({ customerId }) => (customerId === null ? null : { id: customerId }),
  messages: ({ id }, args, context) => pageMessages(context, id, args),
  firstResponseDueAt: ({ firstResponseAt, firstResponseDueAt }) =>
    firstResponseAt === null ? firstResponseDueAt : null,
  suggestedArticles: async ({ id }, _, { loaders }) => {
    const found = await loaders.suggestions.load(id);
    const articles = await loaders.article.loadMany(found.map(({ articleId }) => articleId));
    return articles.filter(
      (article): article is Article => article !== null && !(article instanceof Error),
    );
  },
  assignee: ({ assigneeId }, _, { loaders }) =>
    assigneeId === null ? null : loaders.agent.load(assigneeId),
  sla: (ticket) => ticket,
  // Of a ticket of their own, staff see what any customer does.
  internalNotes: async ({ id, customerId }, _, { loaders, request }) =>
    request.claims?.sub === customerId ? [] : [...(await loaders.notesOfTicket.load(id))],
  vouchers: async ({ id }, _, { loaders }) => [...(await loaders.vouchersOfTicket.load(id))],
};

export const SlaState: SlaStateResolvers = {
  breached: (ticket, _, { deps }) => isBreached(ticket, deps.now()),
};

export const GoodwillVoucher: GoodwillVoucherResolvers = {
  amount: ({ amount, currency }) => toMoney(amount, currency),
};

export const TicketMessage: TicketMessageResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.message.load(id),
  async author({ authorType, authorId }, _, { loaders }) {
    if (authorType === 'SYSTEM') {
      return { __typename: 'SystemAuthor', label: 'Customer service' };
    }
    if (authorId === null || authorType === 'CUSTOMER') {
      return authorId === null ? null : { __typename: 'Customer', id: authorId };
    }
    const agent = await loaders.agent.load(authorId);
    return agent === null ? null : { __typename: 'Agent', ...agent };
  },
  attachments: ({ attachments }) => [...attachments],
};

export const Agent: AgentResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.agent.load(id),
};

export const HelpArticle: HelpArticleResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.article.load(id),
};
