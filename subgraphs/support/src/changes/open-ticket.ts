import type { Transaction } from '@supergraph/kit/database';
import { forbiddenError, notFoundError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { isErased } from '#src/data/personal-data.ts';
import { findOrderRef, findOwnerOfReturn } from '#src/data/references.ts';
import type { openInput } from '#src/rules/ticket-input.ts';
import type { TicketRow } from '#src/tables.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';
import { createTicket } from './create-ticket.ts';

type About = Pick<TicketRow, 'aboutType' | 'aboutId'>;

/** Opens a ticket of whoever asks: about nothing, an own order or return, or a product. */
export async function openTicket(
  tx: Transaction,
  { aboutId, subject, body, category, attachments }: z.output<typeof openInput>,
  { deps, request }: Changing,
): Promise<ChangeOutcome> {
  const customerId = request.claims?.sub;
  if (customerId === undefined || (await isErased(tx, customerId))) {
    return refuse(forbiddenError('Only who has an account opens a ticket.'));
  }
  const about = await findAbout(tx, { aboutId, customerId });
  if (about === undefined) {
    const message = `There is no order or return "${aboutId}" of yours, and no such product.`;
    return refuse(notFoundError(message, ['aboutId']));
  }
  const id = await createTicket(
    tx,
    {
      ...about,
      customerId,
      subject,
      category,
      priority: 'NORMAL',
      origin: null,
      first: { author: { authorType: 'CUSTOMER', authorId: customerId }, body, attachments },
    },
    { deps, correlationId: request.correlationId },
  );
  return { status: 'done', id };
}

const PRODUCT_ID = /^prod_[0-9A-Z]{26}$/u;

async function findAbout(
  tx: Transaction,
  {
    aboutId,
    customerId,
  }: { readonly aboutId: string | null | undefined; readonly customerId: string },
): Promise<About | undefined> {
  if (aboutId == null) {
    return { aboutType: null, aboutId: null };
  }
  if (PRODUCT_ID.test(aboutId)) {
    return { aboutType: 'PRODUCT', aboutId };
  }
  const order = await findOrderRef(tx, { orderId: aboutId, checkoutId: null });
  if (order?.customerId === customerId) {
    return { aboutType: 'ORDER', aboutId };
  }
  const isOwnReturn = (await findOwnerOfReturn(tx, aboutId)) === customerId;
  return isOwnReturn ? { aboutType: 'RETURN', aboutId } : undefined;
}
