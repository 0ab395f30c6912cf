import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { insertMessage } from '#src/data/messages.ts';
import type { AgentRow, MessageRow } from '#src/tables.ts';

export type Author =
  | { readonly authorType: 'CUSTOMER' | 'AGENT'; readonly authorId: string }
  | { readonly authorType: 'SYSTEM'; readonly authorId: null };

export const SYSTEM: Author = { authorType: 'SYSTEM', authorId: null };

export function asAgent({ id }: AgentRow): Author {
  return { authorType: 'AGENT', authorId: id };
}

type Writing = Pick<MessageRow, 'ticketId' | 'body' | 'createdAt'> &
  Author &
  Partial<Pick<MessageRow, 'attachments' | 'internal'>>;

/** Adds to the end of a ticket. */
export async function writeMessage(
  tx: Transaction,
  { attachments = [], internal = false, ...message }: Writing,
  { newId }: Pick<Deps, 'newId'>,
): Promise<void> {
  await insertMessage(tx, { ...message, id: newId('msg'), attachments, internal });
}
