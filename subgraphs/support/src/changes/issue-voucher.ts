import { hashJson } from '@supergraph/kit/canonical-json';
import type { Transaction } from '@supergraph/kit/database';
import { isCurrency } from '@supergraph/kit/money';
import { forbiddenError, idempotencyError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { ASK_AGAIN_MS, askForVoucher } from '#src/ask-for-voucher.ts';
import type { Context } from '#src/context.ts';
import { findTicket } from '#src/data/tickets.ts';
import { findVoucherOfKey, insertVoucher } from '#src/data/vouchers.ts';
import { voucherInput } from '#src/rules/ticket-input.ts';
import type { TicketRow, VoucherRow } from '#src/tables.ts';
import {
  type ChangeError,
  type pricingUnavailableError,
  illegalStateError,
} from '#src/user-errors.ts';

import { describeIssues } from './change.ts';
import { findForChange } from './find-for-change.ts';
import { getAgent } from './known-agent.ts';

type Wanted = z.output<typeof voucherInput>;
type Given = Omit<Wanted, 'expiresAt'> & {
  readonly expiresAt?: number | null;
  readonly idempotencyKey: string;
};
type Refusal =
  | ChangeError
  | ReturnType<typeof idempotencyError>
  | ReturnType<typeof pricingUnavailableError>;

interface Issued {
  readonly ticket: TicketRow | null;
  readonly voucher: VoucherRow | null;
  readonly errors: Refusal[];
}

const refuse = (...errors: Refusal[]): Issued => ({ ticket: null, voucher: null, errors });

/** Gives the customer of a ticket a voucher, once per key: what is asked for is written down before pricing is asked. */
export async function issueVoucher(context: Context, given: Given): Promise<Issued> {
  const checked = voucherInput.safeParse(given);
  if (!checked.success) {
    return refuse(...describeIssues(checked.error));
  }
  if (!isCurrency(given.currency)) {
    return refuse(validationError(`There is no currency "${given.currency}".`, ['currency']));
  }
  const { deps, loaders } = context;
  const noted = await deps.db.transaction((tx) =>
    noteDown(tx, { ...given, ...checked.data }, context),
  );
  if ('errors' in noted) {
    return refuse(...noted.errors);
  }
  const asked =
    noted.voucher.status === 'ISSUED'
      ? ({ status: 'known', voucher: noted.voucher } as const)
      : await askForVoucher(context, noted.voucher);
  Object.values(loaders).forEach((loader) => loader.clearAll());
  if (asked.status === 'refused') {
    return refuse(asked.error);
  }
  const ticket = await findTicket(deps.db.reader, noted.voucher.ticketId);
  return { ticket: ticket ?? null, voucher: asked.voucher, errors: [] };
}

/** Writes down what pricing is to be asked, or finds what was written down for the key. */
async function noteDown(
  tx: Transaction,
  { idempotencyKey, ...wanted }: Wanted & { readonly idempotencyKey: string },
  context: Context,
): Promise<{ readonly voucher: VoucherRow } | { readonly errors: Refusal[] }> {
  const { deps, request } = context;
  const found = await findForChange(tx, wanted, request);
  if (!found.ok) {
    return { errors: [found.error] };
  }
  if (found.side === 'CUSTOMER') {
    return { errors: [forbiddenError('Nobody gives themselves a voucher.', ['ticketId'])] };
  }
  const { id: agentId } = await getAgent(tx, context);
  const requestHash = hashJson(wanted);
  const known = await findVoucherOfKey(tx, { agentId, idempotencyKey });
  if (known !== undefined) {
    return known.requestHash === requestHash
      ? { voucher: known }
      : { errors: [idempotencyError({ status: 'reused' })] };
  }
  const { customerId, status } = found.ticket;
  if (customerId === null) {
    const message = 'The ticket has no customer who could use a voucher.';
    return {
      errors: [illegalStateError(message, { path: ['ticketId'], state: status, allowed: [] })],
    };
  }
  const at = deps.now();
  const voucher: VoucherRow = {
    ...wanted,
    expiresAt: wanted.expiresAt ?? null,
    id: deps.newId('gwv'),
    customerId,
    agentId,
    idempotencyKey,
    requestHash,
    status: 'PENDING',
    code: null,
    attempts: 0,
    nextAttemptAt: at + ASK_AGAIN_MS,
    correlationId: request.correlationId,
    createdAt: at,
  };
  await insertVoucher(tx, voucher);
  return { voucher };
}
