import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';

import type { PricingDeps } from '#src/context.ts';
import { findTaxIncluded, findTierPrices, putPrice, recordPriceChange } from '#src/data/prices.ts';
import { findTaxRates } from '#src/data/taxes.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import type { NewPrice } from '#src/rules/price-input.ts';
import { ANY, FOREVER, isCrossing } from '#src/rules/price-list.ts';
import { STANDARD } from '#src/rules/tax.ts';
import type { PriceRow, VariantRow } from '#src/tables.ts';

export type WriteError = ReturnType<typeof notFoundError> | ReturnType<typeof validationError>;

export type WriteOutcome =
  | { readonly status: 'created' | 'updated' | 'unchanged' }
  | { readonly status: 'refused'; readonly error: WriteError };

export interface WriteMeta {
  /** Who changes it: a customer id, or `import`. */
  readonly actor: string;
  readonly correlationId: string;
}

type Deps = Pick<PricingDeps, 'now' | 'publish'>;

/** Sets one price, keeps the change and publishes it. Refuses an unknown sku and a period that crosses another one. */
export async function writePrice(
  tx: Transaction,
  next: NewPrice,
  { deps, meta }: { readonly deps: Deps; readonly meta: WriteMeta },
): Promise<WriteOutcome> {
  const [variant] = await findVariantsBySku(tx, [next.sku]);
  if (variant === undefined) {
    return refused(notFoundError(`There is no variant with sku "${next.sku}".`, ['sku']));
  }
  const tier = await findTierPrices(tx, next);
  const crossed = tier.find((row) => isCrossing(row, next));
  if (crossed !== undefined) {
    return refused(validationError(describeCrossing(crossed), ['validFrom']));
  }
  const before = tier.find((row) => row.validFrom === next.validFrom);
  const row = await complete(tx, next, before);
  if (before !== undefined && isSame(before, row)) {
    return { status: 'unchanged' };
  }
  await putPrice(tx, row);
  await announce(tx, { row, before, variant }, { deps, meta });
  return { status: before === undefined ? 'created' : 'updated' };
}

function refused(error: WriteError): WriteOutcome {
  return { status: 'refused', error };
}

function describeCrossing({ validFrom, validUntil }: PriceRow): string {
  const from = validFrom === 0 ? 'the beginning' : new Date(validFrom).toISOString();
  const until = new Date(Math.min(validUntil, 8.64e15)).toISOString();
  return `The period crosses that of the price from ${from} to ${until}: let it end inside or outside of it.`;
}

async function complete(
  tx: Transaction,
  next: NewPrice,
  before: PriceRow | undefined,
): Promise<Omit<PriceRow, 'id'>> {
  return {
    ...next,
    compareAt: next.compareAt === undefined ? (before?.compareAt ?? null) : next.compareAt,
    taxIncluded: next.taxIncluded ?? before?.taxIncluded ?? (await isUsuallyIncluded(tx, next)),
  };
}

/** As the variant's other prices there; else what the country's tax says; a price for all countries is without. */
async function isUsuallyIncluded(tx: Transaction, next: NewPrice): Promise<boolean> {
  const ofOthers = await findTaxIncluded(tx, next);
  if (ofOthers !== undefined || next.country === ANY) {
    return ofOthers ?? false;
  }
  const rates = await findTaxRates(tx, [next.country]);
  return rates.find(({ taxClass }) => taxClass === STANDARD)?.included ?? false;
}

function isSame(before: PriceRow, row: Omit<PriceRow, 'id'>): boolean {
  return (
    before.amount === row.amount &&
    before.compareAt === row.compareAt &&
    before.validUntil === row.validUntil &&
    before.taxIncluded === row.taxIncluded
  );
}

interface PriceChange {
  readonly row: Omit<PriceRow, 'id'>;
  readonly before: PriceRow | undefined;
  readonly variant: VariantRow;
}

async function announce(
  tx: Transaction,
  { row, before, variant }: PriceChange,
  { deps, meta }: { readonly deps: Deps; readonly meta: WriteMeta },
): Promise<void> {
  const { sku, currency, minQuantity, amount, taxIncluded } = row;
  const previousAmount = before?.amount ?? null;
  await recordPriceChange(tx, {
    sku,
    currency,
    oldAmount: previousAmount,
    newAmount: amount,
    actor: meta.actor,
    at: deps.now(),
  });
  await deps.publish(tx, {
    type: 'pricing.price.changed',
    key: sku,
    data: {
      sku,
      variantId: variant.variantId,
      productId: variant.productId,
      currency,
      country: row.country === ANY ? null : row.country,
      customerGroup: row.customerGroup === ANY ? null : row.customerGroup,
      minQuantity,
      previousAmount,
      amount,
      taxIncluded,
      validFrom: row.validFrom === 0 ? null : row.validFrom,
      validUntil: row.validUntil === FOREVER ? null : row.validUntil,
    },
    cause: { correlationId: meta.correlationId },
  });
}
