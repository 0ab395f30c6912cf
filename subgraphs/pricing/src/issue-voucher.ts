import type { Transaction } from '@supergraph/kit/database';
import { hashId } from '@supergraph/kit/ids';
import { validationError } from '@supergraph/kit/user-errors';
import { z } from 'zod';

import type { PricingDeps } from '#src/context.ts';
import { findPromotions, putPromotion } from '#src/data/promotions.ts';
import { insertVoucher } from '#src/data/vouchers.ts';
import { MAX_AMOUNT, currencyCode } from '#src/rules/amounts.ts';
import { instant } from '#src/rules/price-input.ts';

export const voucherInput = z.object({
  customerId: z.string().min(1).max(100),
  amount: z
    .int()
    .min(1, 'A voucher is worth at least 1 minor unit.')
    .max(MAX_AMOUNT, `A voucher is worth at most ${MAX_AMOUNT} minor units.`),
  currency: currencyCode,
  reason: z.string().trim().min(1, 'Say why the voucher is given.').max(1000),
  ticketId: z.string().min(1).max(100).nullish(),
  expiresAt: instant.nullish(),
});

/** What is wrong with a voucher at this time. */
export function refuseVoucherInput(
  { expiresAt }: Pick<z.output<typeof voucherInput>, 'expiresAt'>,
  now: number,
): ReturnType<typeof validationError> | undefined {
  return expiresAt != null && expiresAt <= now
    ? validationError('The voucher would have expired already.', ['expiresAt'])
    : undefined;
}

/** One promotion stands behind every goodwill voucher: the vouchers hold what they are worth. */
const GOODWILL_ID = hashId('promo', 'promotion', 'goodwill');

const GOODWILL_TEXTS = [
  { locale: 'en', label: 'Goodwill voucher', description: null },
  { locale: 'de', label: 'Kulanzgutschein', description: null },
  { locale: 'fr', label: 'Bon de geste commercial', description: null },
];

/** Issues a single-use voucher for one customer. Answers its code. */
export async function issueVoucher(
  tx: Transaction,
  input: z.output<typeof voucherInput>,
  { newId }: Pick<PricingDeps, 'newId'>,
): Promise<string> {
  const [goodwill] = await findPromotions(tx, [GOODWILL_ID]);
  if (goodwill === undefined) {
    await createGoodwill(tx);
  }
  const code = createCode(newId);
  await insertVoucher(tx, {
    code,
    promotionId: GOODWILL_ID,
    customerId: input.customerId,
    ticketId: input.ticketId ?? null,
    reason: input.reason,
    balance: input.amount,
    currency: input.currency,
    maxUses: 1,
    expiresAt: input.expiresAt ?? null,
  });
  return code;
}

async function createGoodwill(tx: Transaction): Promise<void> {
  await putPromotion(
    tx,
    {
      id: GOODWILL_ID,
      kind: 'AMOUNT_OFF',
      priority: 0,
      stackable: true,
      requiresVoucher: true,
      rule: JSON.stringify({ amounts: 'VOUCHER_BALANCE', target: 'ORDER' }),
      startsAt: null,
      endsAt: null,
      usageLimit: null,
      perCustomerLimit: null,
      used: 0,
      enabled: true,
    },
    GOODWILL_TEXTS,
  );
}

/** Short enough to read out on the phone: the random end of a fresh id, in groups of four. */
function createCode(newId: PricingDeps['newId']): string {
  const random = newId('gw')
    .replaceAll(/[^0-9A-Za-z]/gu, '')
    .toUpperCase()
    .slice(-12)
    .padStart(12, '0');
  return ['GW', ...(random.match(/.{4}/gu) ?? [])].join('-');
}
