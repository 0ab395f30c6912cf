import type { Resolvers } from '#src/generated/resolvers.ts';

import { HelpArticleConnection, TicketConnection, TicketMessageConnection } from './connections.ts';
import { Customer, Order } from './contributed.ts';
import { Mutation } from './mutation.ts';
import { Query } from './query.ts';
import { Agent, GoodwillVoucher, HelpArticle, SlaState, Ticket, TicketMessage } from './ticket.ts';

export const resolvers: Pick<
  Resolvers,
  | 'Query'
  | 'Mutation'
  | 'Customer'
  | 'Order'
  | 'Ticket'
  | 'TicketConnection'
  | 'TicketMessage'
  | 'TicketMessageConnection'
  | 'SlaState'
  | 'GoodwillVoucher'
  | 'Agent'
  | 'HelpArticle'
  | 'HelpArticleConnection'
> = {
  Query,
  Mutation,
  Customer,
  Order,
  Ticket,
  TicketConnection,
  TicketMessage,
  TicketMessageConnection,
  SlaState,
  GoodwillVoucher,
  Agent,
  HelpArticle,
  HelpArticleConnection,
};
