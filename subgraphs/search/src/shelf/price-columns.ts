import type { Database } from '@supergraph/kit/database';

import {
  type PriceLookup,
  type ProductPrice,
  findNextChange,
  findProductPrices,
} from '#src/data/prices.ts';

const MAX_COLUMNS = 12;
/** More changes than these, and all prices are read anew. */
const MAX_CHANGES = 2000;

/** By place of the product, its least and greatest price; NaN where it has none. */
export interface PriceColumn {
  /** Until then these prices run: others after that are other ones to a cache. */
  readonly validUntil: number;
  min(product: number): number;
  max(product: number): number;
}

/** Of a list that there is not. */
export const NO_PRICES: PriceColumn = {
  validUntil: Number.MAX_SAFE_INTEGER,
  min: () => Number.NaN,
  max: () => Number.NaN,
};

interface Column {
  least: Float64Array;
  greatest: Float64Array;
  validUntil: number;
  /** Products whose prices may be other ones now. */
  readonly changed: Set<number>;
}

export interface PriceColumns {
  /** What products cost in this currency and country now. `size` is above every place. */
  get(lookup: PriceLookup, size: number): Promise<PriceColumn>;
  noteChange(product: number): void;
}

/** Prices of the lists that were asked for lately, read at first use and kept as new as the products are. */
export function createPriceColumns(db: Pick<Database, 'reader'>): PriceColumns {
  const columns = new Map<string, Column>();

  return {
    async get(lookup, size) {
      const key = `${lookup.currency} ${lookup.country}`;
      const known = columns.get(key);
      const column =
        known === undefined || isOutdated(known, lookup.now)
          ? await loadColumn(db, lookup, size)
          : await updateColumn(known, { db, lookup, size });
      columns.delete(key);
      columns.set(key, column);
      const [oldest = key] = columns.keys();
      if (columns.size > MAX_COLUMNS) {
        columns.delete(oldest);
      }
      const { least, greatest, validUntil } = column;
      return {
        validUntil,
        min: (product) => least[product] ?? Number.NaN,
        max: (product) => greatest[product] ?? Number.NaN,
      };
    },
    noteChange(product) {
      for (const { changed } of columns.values()) {
        changed.add(product);
      }
    },
  };
}

function isOutdated({ validUntil, changed }: Column, now: number): boolean {
  return validUntil <= now || changed.size > MAX_CHANGES;
}

async function loadColumn(
  db: Pick<Database, 'reader'>,
  lookup: PriceLookup,
  size: number,
): Promise<Column> {
  const column: Column = {
    least: new Float64Array(size).fill(Number.NaN),
    greatest: new Float64Array(size).fill(Number.NaN),
    validUntil: await findNextChange(db.reader, lookup),
    changed: new Set(),
  };
  write(column, await findProductPrices(db.reader, lookup));
  return column;
}

async function updateColumn(
  column: Column,
  {
    db,
    lookup,
    size,
  }: {
    readonly db: Pick<Database, 'reader'>;
    readonly lookup: PriceLookup;
    readonly size: number;
  },
): Promise<Column> {
  if (column.changed.size === 0) {
    return column;
  }
  const changed = [...column.changed];
  column.changed.clear();
  if (column.least.length < size) {
    column.least = grow(column.least, size);
    column.greatest = grow(column.greatest, size);
  }
  for (const id of changed) {
    column.least[id] = Number.NaN;
    column.greatest[id] = Number.NaN;
  }
  write(column, await findProductPrices(db.reader, lookup, changed));
  // A price that was added may begin or end next.
  column.validUntil = await findNextChange(db.reader, lookup);
  return column;
}

function write(column: Column, prices: readonly ProductPrice[]): void {
  for (const { product, min, max } of prices) {
    column.least[product] = min;
    column.greatest[product] = max;
  }
}

function grow(column: Float64Array, size: number): Float64Array {
  const larger = new Float64Array(Math.ceil(size * 1.2)).fill(Number.NaN);
  larger.set(column);
  return larger;
}
