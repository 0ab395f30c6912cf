import type { Promotion } from '#src/rules/eligibility.ts';
import {
  type PromotionKind,
  type PromotionRule,
  readPromotionRuleJson,
} from '#src/rules/promotion-rule.ts';

type StoredPromotion = Omit<Promotion, 'rule'> & {
  readonly kind: PromotionKind;
  readonly rule: string;
};

const MAX_REMEMBERED = 2000;
const rules = new Map<string, PromotionRule>();

/** A promotion as its rules need it, from its row. Throws when the stored rule is broken: writing checks it. */
export function toPromotion(row: StoredPromotion): Promotion {
  return { ...row, rule: ruleOf(row) };
}

/** Every cart needs every running rule: checking one again on each read would cost more than pricing the cart. */
function ruleOf({ id, kind, rule: json }: StoredPromotion): PromotionRule {
  const key = `${kind} ${json}`;
  const known = rules.get(key);
  if (known !== undefined) {
    return known;
  }
  const reading = readPromotionRuleJson(kind, json);
  if (!reading.ok) {
    throw new Error(`The rule of promotion "${id}" is broken: ${JSON.stringify(reading.faults)}`);
  }
  if (rules.size >= MAX_REMEMBERED) {
    rules.clear();
  }
  rules.set(key, reading.rule);
  return reading.rule;
}
