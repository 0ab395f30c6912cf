import { assignTicket, setPriority } from '#src/changes/assign.ts';
import { type Change, change } from '#src/changes/change.ts';
import { closeTicket, resolveTicket } from '#src/changes/end-ticket.ts';
import { issueVoucher } from '#src/changes/issue-voucher.ts';
import { openTicket } from '#src/changes/open-ticket.ts';
import { rateTicket } from '#src/changes/rate.ts';
import { addNote, reply } from '#src/changes/reply.ts';
import { setAgentName } from '#src/changes/set-agent-name.ts';
import { voteForArticle } from '#src/changes/vote.ts';
import type { Context } from '#src/context.ts';
import { findTicket } from '#src/data/tickets.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import {
  assignInput,
  closeInput,
  openInput,
  priorityInput,
  rateInput,
  replyInput,
} from '#src/rules/ticket-input.ts';
import type { z } from 'zod';

/** A mutation that changes a ticket and answers with it. */
function changeTicket<Shape extends z.ZodType>(
  operation: string,
  rules: Pick<Change<Shape>, 'shape' | 'run'>,
) {
  return async (
    _: unknown,
    { input }: { readonly input: Change<Shape>['input'] },
    context: Context,
  ) => {
    const { id, errors } = await change(context, { operation, input, ...rules });
    const ticket = id === null ? undefined : await findTicket(context.deps.db.reader, id);
    return { ticket: ticket ?? null, errors };
  };
}

export const Mutation: MutationResolvers = {
  ticketOpen: changeTicket('ticketOpen', { shape: openInput, run: openTicket }),
  ticketReply: changeTicket('ticketReply', { shape: replyInput, run: reply }),
  ticketClose: changeTicket('ticketClose', { shape: closeInput, run: closeTicket }),
  ticketRate: changeTicket('ticketRate', { shape: rateInput, run: rateTicket }),
  ticketResolve: changeTicket('ticketResolve', { shape: closeInput, run: resolveTicket }),
  ticketAssign: changeTicket('ticketAssign', { shape: assignInput, run: assignTicket }),
  ticketSetPriority: changeTicket('ticketSetPriority', { shape: priorityInput, run: setPriority }),
  ticketNoteAdd: changeTicket('ticketNoteAdd', { shape: replyInput, run: addNote }),
  ticketVoucherIssue: (_, { input }, context) => issueVoucher(context, input),
  agentNameSet: (_, { input }, context) => setAgentName(context, input),
  helpArticleVote: (_, { input }, context) => voteForArticle(context, input.articleId),
};
