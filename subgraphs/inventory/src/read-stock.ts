import type { Loaders } from '#src/loaders.ts';
import { type StockState, stateOf } from '#src/rules/stock-status.ts';

/** What is known of a variant's stock. Null before the first, and for a variant that is archived or not known yet. */
export async function readStock(loaders: Loaders, variantId: string): Promise<StockState | null> {
  const variant = await loaders.variant.load(variantId);
  if (variant === null || variant.archived) {
    return null;
  }
  const [places, policy] = await Promise.all([
    loaders.stockOf.load(variant.sku),
    loaders.policy.load(variant.sku),
  ]);
  return stateOf(places, policy ?? undefined) ?? null;
}
