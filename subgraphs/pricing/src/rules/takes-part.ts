import { type Scoped, isInScope } from '#src/rules/basket.ts';
import type { PromotionRule } from '#src/rules/promotion-rule.ts';

/** Whether a promotion is worth naming beside a variant: it can be bought, given or reduced by it. */
export function takesPart(rule: PromotionRule, variant: Scoped): boolean {
  if (rule.kind === 'BUY_X_GET_Y') {
    const { buy, get } = rule;
    return isInScope(variant, buy.applies) || isInScope(variant, get.applies ?? buy.applies);
  }
  const isGift = rule.kind === 'GIFT_WITH_PURCHASE' && rule.gift.sku === variant.sku;
  return isGift || isInScope(variant, rule.applies);
}
