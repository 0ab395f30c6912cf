import { z } from 'zod';

import { isVoucherCode, normalizeCode } from '#src/rules/eligibility.ts';
import { instant } from '#src/rules/price-input.ts';
import {
  PROMOTION_KINDS,
  type PromotionRule,
  readPromotionRule,
  readPromotionRuleJson,
} from '#src/rules/promotion-rule.ts';

export const DEFAULT_LOCALE = 'en';

export interface NewText {
  readonly locale: string;
  readonly label: string;
  readonly description: string | null;
}

/** A promotion to create or replace, checked. */
export interface NewPromotion {
  readonly rule: PromotionRule;
  readonly texts: readonly NewText[];
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** Null keeps the codes there are. */
  readonly voucherCodes: readonly string[] | null;
  readonly usageLimit: number | null;
  readonly perCustomerLimit: number | null;
  readonly stackable: boolean;
  readonly priority: number;
  readonly enabled: boolean;
}

const label = z.string().trim().min(1).max(200);
const description = z.string().max(2000);
const limit = orNull(z.int().min(1).max(1_000_000_000));
const code = z
  .string()
  .transform(normalizeCode)
  .refine(isVoucherCode, 'A code has 3 to 40 characters of A-Z 0-9 - and _.');

const fields = {
  kind: z.enum(PROMOTION_KINDS),
  startsAt: orNull(instant),
  endsAt: orNull(instant),
  voucherCodes: orNull(
    z
      .array(code)
      .max(1000)
      .transform((codes) => [...new Set(codes)].toSorted()),
  ),
  usageLimit: limit,
  perCustomerLimit: limit,
  stackable: z.boolean(),
  priority: z.int().min(-1_000_000).max(1_000_000),
  enabled: z
    .boolean()
    .nullish()
    .transform((enabled) => enabled ?? true),
};

/** What is left out is null. */
function orNull<Shape extends z.ZodType>(shape: Shape) {
  return shape.nullish().transform((value): z.output<Shape> | null => value ?? null);
}

type Fields = z.output<z.ZodObject<typeof fields>>;

interface Parts {
  readonly texts: readonly NewText[];
  readonly rule: unknown;
  /** Name of the input's field that holds the rule. */
  readonly ruleField: string;
}

function toNewPromotion(
  { kind, ...input }: Fields,
  { texts, rule, ruleField }: Parts,
  context: z.core.$RefinementCtx,
): NewPromotion {
  const { startsAt, endsAt } = input;
  if (startsAt !== null && endsAt !== null && startsAt >= endsAt) {
    const message = 'The promotion ends before it begins.';
    context.addIssue({ code: 'custom', path: ['endsAt'], message });
  }
  const reading =
    typeof rule === 'string' ? readPromotionRuleJson(kind, rule) : readPromotionRule(kind, rule);
  if (!reading.ok) {
    for (const { path, message } of reading.faults) {
      const place = path.length === 0 ? '' : `${path.join('.')}: `;
      context.addIssue({ code: 'custom', path: [ruleField, ...path], message: place + message });
    }
    return z.NEVER;
  }
  const { voucherCodes, usageLimit, perCustomerLimit, stackable, priority, enabled } = input;
  const limits = { usageLimit, perCustomerLimit };
  return {
    ...limits,
    rule: reading.rule,
    texts,
    startsAt,
    endsAt,
    voucherCodes,
    stackable,
    priority,
    enabled,
  };
}

/** The input of promotionUpsert. */
export const promotionInput = z
  .object({
    ...fields,
    label,
    description: description.nullish(),
    translations: z
      .array(z.object({ locale: z.string(), label, description: description.nullish() }))
      .max(50)
      .nullish(),
    ruleJson: z.string().max(100_000),
  })
  .transform((input, context) => {
    const own = {
      locale: DEFAULT_LOCALE,
      label: input.label,
      description: input.description ?? null,
    };
    const others = (input.translations ?? []).map((text) => ({
      ...text,
      description: text.description ?? null,
    }));
    const texts = [...new Map([own, ...others].map((text) => [text.locale, text])).values()];
    return toNewPromotion(input, { texts, rule: input.ruleJson, ruleField: 'ruleJson' }, context);
  });

const localized = <Text extends z.ZodString>(text: Text) =>
  z.union([
    text.transform((only): Record<string, string> => ({ [DEFAULT_LOCALE]: only })),
    z.record(z.string(), text),
  ]);

/** A line of the import format. */
export const promotionLine = z
  .object({
    ...fields,
    key: z.string().min(1).max(200),
    label: localized(label).refine((texts) => Object.keys(texts).length > 0, 'Name a label.'),
    description: localized(description).optional(),
    rule: z.unknown(),
  })
  .transform((input, context) => {
    const texts = Object.entries(input.label).map(([locale, text]) => ({
      locale,
      label: text,
      description: input.description?.[locale] ?? null,
    }));
    const promotion = toNewPromotion(
      input,
      { texts, rule: input.rule, ruleField: 'rule' },
      context,
    );
    // A line says everything: without codes the promotion has none.
    return {
      key: input.key,
      promotion: { ...promotion, voucherCodes: promotion.voucherCodes ?? [] },
    };
  });
