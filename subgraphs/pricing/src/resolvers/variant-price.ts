import { toMoney } from '@supergraph/kit/money';

import type { VariantPriceResolvers } from '#src/generated/resolvers.ts';
import { labelOf } from '#src/promotion-label.ts';
import { refuseShopper } from '#src/rules/eligibility.ts';
import { FOREVER, compareAtOf, discountPercent, listTiers } from '#src/rules/price-list.ts';
import { toPromotion } from '#src/rules/stored-promotion.ts';
import { takesPart } from '#src/rules/takes-part.ts';

export const VariantPrice: VariantPriceResolvers = {
  current: ({ chosen }) => toMoney(chosen.amount, chosen.currency),

  compareAt({ chosen }) {
    const compareAt = compareAtOf(chosen);
    return compareAt === null ? null : toMoney(compareAt, chosen.currency);
  },

  discountPercent({ chosen }) {
    const compareAt = compareAtOf(chosen);
    return compareAt === null ? null : discountPercent(chosen.amount, compareAt);
  },

  taxIncluded: ({ chosen }) => chosen.taxIncluded,
  validUntil: ({ chosen }) => (chosen.validUntil === FOREVER ? null : chosen.validUntil),

  tiers: ({ usable, buyer }) =>
    listTiers(usable, buyer).map(({ minQuantity, amount }) => ({
      minQuantity,
      unitPrice: toMoney(amount, buyer.currency),
    })),

  async promotionLabels({ variant, buyer }, _, context) {
    const running = (await context.loaders.runningPromotions()).map(toPromotion);
    const uses =
      buyer.customerId === null ? [] : await context.loaders.usesOfCustomer.load(buyer.customerId);
    const usesById = new Map(uses.map((use) => [use.promotionId, use.uses]));
    const shopper = { ...buyer, now: context.now };
    const offered = running
      .filter((promotion) => takesPart(promotion.rule, variant))
      .filter(
        (promotion) =>
          refuseShopper(promotion, shopper, usesById.get(promotion.id) ?? 0) === undefined,
      )
      .toSorted((one, other) => other.priority - one.priority || (one.id < other.id ? -1 : 1));
    return Promise.all(offered.map(({ id }) => labelOf(id, context)));
  },
};
