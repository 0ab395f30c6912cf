import type { CartFacts } from '#src/rules/cart-quote.ts';

export interface Hold {
  readonly promotionId: string;
  /** Empty for an automatic promotion. */
  readonly voucherCode: string;
  readonly status: 'HELD' | 'USED' | 'RELEASED';
}

type Counted = Pick<CartFacts, 'promotions' | 'vouchers' | 'usedByCustomer'>;

/** The facts as if a checkout held nothing: its own holds must not count against it. */
export function withoutOwnHolds<Facts extends Counted>(
  facts: Facts,
  holds: readonly Hold[],
): Facts {
  const counting = holds.filter(({ status }) => status !== 'RELEASED');
  const ofPromotion = (id: string): number =>
    counting.filter(({ promotionId }) => promotionId === id).length;
  return {
    ...facts,
    promotions: facts.promotions.map((promotion) => ({
      ...promotion,
      used: promotion.used - ofPromotion(promotion.id),
    })),
    vouchers: facts.vouchers.map((voucher) => ({
      ...voucher,
      used: voucher.used - counting.filter((hold) => hold.voucherCode === voucher.code).length,
    })),
    usedByCustomer: new Map(
      [...facts.usedByCustomer].map(([id, uses]) => [id, uses - ofPromotion(id)]),
    ),
  };
}
