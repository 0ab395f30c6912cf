import { type Connection, type Page, type SortKey, createConnection } from '@supergraph/kit/paging';

import type { BrandRow, ProductRow, VariantRow } from '#src/tables.ts';

/** A page of a list whose length is counted only when somebody asks. */
export interface CountedPage<Row> extends Connection<Row> {
  readonly countAll: () => Promise<number>;
}

export type ProductPage = CountedPage<ProductRow>;
export type VariantPage = CountedPage<VariantRow>;
export type BrandPage = CountedPage<BrandRow>;

interface PageParts<Row> {
  /** One more than the page's limit. */
  readonly rows: readonly Row[];
  readonly page: Page;
  readonly keyOf: (row: Row) => SortKey;
  readonly countAll: () => Promise<number>;
}

export function createPage<Row>({ rows, page, keyOf, countAll }: PageParts<Row>): CountedPage<Row> {
  return { ...createConnection(rows, page, keyOf), countAll };
}
