import { type Scoped, isInScope } from '#src/rules/basket.ts';
import type { PromotionRule } from '#src/rules/promotion-rule.ts';

/** Whether a promotion is worth naming beside a variant: it can be bought, given or reduced by it. */
export function takesPart(rule: PromotionRule, variant: Scoped): boolean {
  switch (rule.kind) {
    case 'BUY_X_GET_Y':
      return (
        isInScope(variant, rule.buy.applies) ||
        isInScope(variant, rule.get.applies ?? rule.buy.applies)
      );
    case 'GIFT_WITH_PURCHASE':
      return rule.gift.sku === variant.sku || isInScope(variant, rule.applies);
    default:
      return isInScope(variant, rule.applies);
  }
}
