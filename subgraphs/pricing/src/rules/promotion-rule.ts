import { hashId } from '@supergraph/kit/ids';
import { z } from 'zod';

import { countryCode, currencyCode, minorUnits } from '#src/rules/amounts.ts';

export const PROMOTION_KINDS = [
  'PERCENT_OFF',
  'AMOUNT_OFF',
  'FIXED_PRICE',
  'BUY_X_GET_Y',
  'FREE_SHIPPING',
  'GIFT_WITH_PURCHASE',
  'TIERED',
] as const;
export type PromotionKind = (typeof PROMOTION_KINDS)[number];

const names = z.array(z.string().min(1).max(200)).min(1).max(1000);
const permyriad = z.int().min(1).max(10_000);
const units = z.int().min(1).max(999);
const target = z.enum(['LINE', 'ORDER']);
const amounts = z
  .record(currencyCode, minorUnits)
  .refine((value) => Object.keys(value).length > 0, 'Name at least one currency.');

/** Keys of the import format become ids at once, so that stored rules know ids only. */
const scope = z
  .strictObject({
    skus: names.optional(),
    productIds: names.optional(),
    productKeys: names.optional(),
    categoryIds: names.optional(),
    categoryKeys: names.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Name at least one sku, product or category.')
  .transform(({ skus, productIds, productKeys, categoryIds, categoryKeys }) => ({
    ...listed('skus', skus),
    ...listed(
      'productIds',
      productIds,
      productKeys?.map((key) => hashId('prod', 'product', key)),
    ),
    ...listed(
      'categoryIds',
      categoryIds,
      categoryKeys?.map((key) => hashId('cat', 'category', key)),
    ),
  }));

function listed<Name extends 'skus' | 'productIds' | 'categoryIds'>(
  name: Name,
  ...lists: readonly (readonly string[] | undefined)[]
): { [Key in Name]?: string[] } {
  const values = lists.flatMap((list) => list ?? []);
  return values.length === 0 ? {} : ({ [name]: values } as { [Key in Name]: string[] });
}

const when = z.strictObject({
  minSubtotal: amounts.optional(),
  minQuantity: units.optional(),
  countries: z.array(countryCode).min(1).optional(),
  customerGroups: names.optional(),
});

const shared = { applies: scope.optional(), when: when.optional() };

const step = z.union([
  z.strictObject({ minQuantity: units, permyriad }),
  z.strictObject({ minSubtotal: amounts, permyriad }),
]);

const RULES = {
  PERCENT_OFF: z.strictObject({
    ...shared,
    permyriad,
    target: target.default('LINE'),
    maxAmount: amounts.optional(),
  }),
  AMOUNT_OFF: z.strictObject({
    ...shared,
    amounts: z.union([amounts, z.literal('VOUCHER_BALANCE')]),
    target: target.default('ORDER'),
  }),
  FIXED_PRICE: z.strictObject({ ...shared, amounts }),
  BUY_X_GET_Y: z.strictObject({
    when: when.optional(),
    buy: z.strictObject({ quantity: units, applies: scope.optional() }),
    get: z.strictObject({
      quantity: units,
      applies: scope.optional(),
      permyriad: permyriad.default(10_000),
    }),
    maxTimes: units.optional(),
  }),
  FREE_SHIPPING: z.strictObject({ ...shared, maxAmount: amounts.optional() }),
  GIFT_WITH_PURCHASE: z.strictObject({
    ...shared,
    gift: z.strictObject({ sku: z.string().min(1).max(200), quantity: units.default(1) }),
  }),
  TIERED: z.strictObject({
    ...shared,
    target: target.default('LINE'),
    steps: z.array(step).min(1).max(50),
  }),
} satisfies Record<PromotionKind, z.ZodType>;

export type Scope = z.infer<typeof scope>;
export type When = z.infer<typeof when>;
export type Amounts = z.infer<typeof amounts>;
export type RuleOf<Kind extends PromotionKind> = z.infer<(typeof RULES)[Kind]>;

/** What a promotion does, told apart by its kind. */
export type PromotionRule = {
  [Kind in PromotionKind]: { readonly kind: Kind } & RuleOf<Kind>;
}[PromotionKind];

export interface RuleFault {
  /** Where in the rule, e.g. `["steps", "0", "permyriad"]`. */
  readonly path: readonly string[];
  readonly message: string;
}

export type RuleReading =
  | { readonly ok: true; readonly rule: PromotionRule }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

/** Checks a rule of one kind and fills in its defaults; names every fault with its path. */
export function readPromotionRule(kind: PromotionKind, value: unknown): RuleReading {
  const result = RULES[kind].safeParse(value);
  if (result.success) {
    return { ok: true, rule: { kind, ...result.data } as PromotionRule };
  }
  return { ok: false, faults: result.error.issues.flatMap(faultsOf) };
}

/** As readPromotionRule, for the text a client sends. */
export function readPromotionRuleJson(kind: PromotionKind, json: string): RuleReading {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, faults: [{ path: [], message: `This is not JSON: ${reason}` }] };
  }
  return readPromotionRule(kind, value);
}

/** The rule without its kind, as it is stored and shown. */
export function writePromotionRule({ kind: _kind, ...rule }: PromotionRule): string {
  return JSON.stringify(rule);
}

type Issue = z.core.$ZodIssue;

/** Of a union, the alternative that came closest is the one the author meant. */
function faultsOf(issue: Issue): RuleFault[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [closest] = issue.errors.toSorted((one, other) => one.length - other.length);
    return (closest ?? []).map((inner) => ({
      path: [...issue.path, ...inner.path].map(String),
      message: inner.message,
    }));
  }
  return [{ path: issue.path.map(String), message: issue.message }];
}
