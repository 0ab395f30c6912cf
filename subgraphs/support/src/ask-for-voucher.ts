import type { Transaction } from '@supergraph/kit/database';
import { toMoney } from '@supergraph/kit/money';
import { validationError } from '@supergraph/kit/user-errors';
import { z } from 'zod';

import { putOnTimeline } from '#src/changes/tell-ticket.ts';
import { writeMessage } from '#src/changes/write-message.ts';
import type { Deps, Means } from '#src/context.ts';
import { deleteVoucher, findVoucher, updateVoucher } from '#src/data/vouchers.ts';
import type { VoucherRow } from '#src/tables.ts';
import { pricingUnavailableError } from '#src/user-errors.ts';

const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ISSUED'), code: z.string() }),
  z.object({ status: z.literal('REFUSED'), message: z.string() }),
]);

/** When a question that may not have arrived is asked again. */
export const ASK_AGAIN_MS = 10_000;

/** pricing knows a key for a day. Behind that the same question could make a second voucher: people have to look then. */
export const ASK_FOR_MS = 23 * 3_600_000;

type Asked =
  | { readonly status: 'known'; readonly voucher: VoucherRow }
  | {
      readonly status: 'refused';
      readonly error:
        | ReturnType<typeof validationError>
        | ReturnType<typeof pricingUnavailableError>;
    };

interface Asking {
  readonly deps: Pick<Deps, 'db' | 'now' | 'newId' | 'publish'>;
  readonly commands: Means['commands'];
}

/** Asks pricing for a voucher that is written down, outside of any transaction. The key is always the same, so there is one however often it is asked. */
export async function askForVoucher(
  { deps, commands }: Asking,
  { id }: Pick<VoucherRow, 'id'>,
): Promise<Asked> {
  const row = await deps.db.transaction((tx) => countAttempt(tx, id, deps.now()));
  if (row === undefined) {
    return { status: 'refused', error: pricingUnavailableError() };
  }
  if (row.status === 'ISSUED') {
    return { status: 'known', voucher: row };
  }
  if (deps.now() - row.createdAt > ASK_FOR_MS) {
    return { status: 'known', voucher: row };
  }
  const { customerId, amount, currency, reason, ticketId, expiresAt } = row;
  const result = await commands.call({
    service: 'pricing',
    command: 'voucherIssue',
    input: { customerId, amount, currency, reason, ticketId, expiresAt },
    answer,
    idempotencyKey: `${id}:voucherIssue`,
    correlationId: row.correlationId,
  });
  if (result.status === 'unavailable') {
    return result.mayHaveHappened ? keepAsking(row) : giveUp(deps, row);
  }
  const said = result.answer;
  if (said.status === 'REFUSED') {
    await deps.db.transaction((tx) => deleteVoucher(tx, id));
    return { status: 'refused', error: validationError(said.message, []) };
  }
  const { code } = said;
  const voucher = await deps.db.transaction((tx) => noteIssued(tx, { id, code }, deps));
  return voucher === undefined
    ? { status: 'refused', error: validationError('The customer was erased meanwhile.', []) }
    : { status: 'known', voucher };
}

async function countAttempt(
  tx: Transaction,
  id: string,
  now: number,
): Promise<VoucherRow | undefined> {
  const row = await findVoucher(tx, id);
  if (row?.status !== 'PENDING') {
    return row;
  }
  const counted = { attempts: row.attempts + 1, nextAttemptAt: now + ASK_AGAIN_MS };
  await updateVoucher(tx, id, counted);
  return { ...row, ...counted };
}

/** Nobody knows whether it was issued: a job asks again. */
function keepAsking(voucher: VoucherRow): Asked {
  return { status: 'known', voucher };
}

/** It certainly was not issued, unless it was asked for before, by another process or an earlier call. */
async function giveUp({ db }: Asking['deps'], row: VoucherRow): Promise<Asked> {
  const isAlone = await db.transaction(async (tx) => {
    const latest = await findVoucher(tx, row.id);
    const isFirst = latest?.status === 'PENDING' && latest.attempts === 1;
    if (isFirst) {
      await deleteVoucher(tx, row.id);
    }
    return isFirst;
  });
  return isAlone
    ? { status: 'refused', error: pricingUnavailableError() }
    : { status: 'known', voucher: row };
}

/** Notes in the ticket and on the timeline that there is a voucher, once. */
async function noteIssued(
  tx: Transaction,
  { id, code }: { readonly id: string; readonly code: string },
  deps: Asking['deps'],
): Promise<VoucherRow | undefined> {
  const row = await findVoucher(tx, id);
  if (row?.status !== 'PENDING') {
    return row;
  }
  const { ticketId, customerId, agentId, reason, amount, currency } = row;
  const { decimal } = toMoney(amount, currency);
  await updateVoucher(tx, id, { status: 'ISSUED', code });
  await writeMessage(
    tx,
    {
      ticketId,
      authorType: 'AGENT',
      authorId: agentId,
      internal: true,
      body: `Goodwill voucher ${code} of ${decimal} ${currency}: ${reason}`,
      createdAt: deps.now(),
    },
    deps,
  );
  const summary = `A goodwill voucher of ${decimal} ${currency} was given.`;
  await putOnTimeline(tx, { id: ticketId, customerId }, { deps, kind: 'VOUCHER_ISSUED', summary });
  return { ...row, status: 'ISSUED', code };
}
