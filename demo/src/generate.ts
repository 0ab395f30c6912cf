import { articleLines } from './articles.ts';
import { createBundle, PRODUCTS_PER_BUNDLE } from './bundles.ts';
import { categoryLines } from './categories.ts';
import type { Line } from './lines.ts';
import { PLANTED_PRODUCTS, plantedLines } from './planted.ts';
import { priceLines } from './prices.ts';
import { createItem, type Item } from './products.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { promotionLines } from './promotions.ts';
import { createRandom } from './random.ts';
import { createAuthors, reviewLines, type Authors } from './reviews.ts';
import { locations, stockLines } from './stock.ts';
import { taxRateLines } from './taxes.ts';

export interface DemoOptions {
  readonly profile: Profile;
  readonly seed?: number;
}

/**
 * A whole catalogue in the import format, one JSON text a line without the line end.
 * Same options, same bytes. Lazy: what was yielded is not kept, so any profile needs the same memory.
 */
export function* generateDemo(options: DemoOptions): Generator<string> {
  for (const line of demoLines(options)) {
    yield JSON.stringify(line);
  }
}

/** As generateDemo, before it is turned into text. A line comes after every line it refers to. */
export function* demoLines({ profile, seed = 1 }: DemoOptions): Generator<Line> {
  const products = PROFILES[profile] - PLANTED_PRODUCTS;
  const authors = createAuthors(seed);
  yield* categoryLines();
  yield* taxRateLines();
  yield* locations;
  yield* plantedLines();
  for (let index = 0; index < products; index++) {
    yield* itemLines(createItem(index, seed), { seed, authors });
  }
  for (let index = 0; index < Math.ceil(products / PRODUCTS_PER_BUNDLE); index++) {
    yield createBundle(index, { products, seed });
  }
  yield* promotionLines();
  yield* articleLines();
}

function* itemLines(
  { line, shelf, dollarCents }: Item,
  given: { readonly seed: number; readonly authors: Authors },
): Generator<Line> {
  yield line;
  for (const [sku, cents] of dollarCents) {
    const { alsoIn } = shelf.department;
    const { taxClass } = shelf.leaf;
    const random = createRandom(given.seed, 'offer', sku);
    yield* priceLines({ sku, dollarCents: cents, alsoIn, taxClass }, random);
    yield* stockLines(sku, random);
  }
  yield* reviewLines(line.key, given);
}
