import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, count, eq, getTableColumns, sql } from '@supergraph/kit/drizzle';

import { type VariantOptionRow, type VariantRow, variant, variantOption } from '#src/tables.ts';

type Keys = readonly string[];

/** Which of a product's variants are wanted. */
export interface VariantFilter {
  readonly withArchived: boolean;
  readonly selectedOptions: readonly { readonly name: string; readonly value: string }[];
}

export interface VariantPageStart extends VariantFilter {
  readonly limit: number;
  readonly after: readonly (string | number)[] | null;
}

export async function findVariants(db: Queries, ids: Keys): Promise<VariantRow[]> {
  return selectVariants(db).all({ ids: JSON.stringify(ids) });
}

export async function findVariantsBySku(db: Queries, skus: Keys): Promise<VariantRow[]> {
  return selectBySku(db).all({ skus: JSON.stringify(skus) });
}

export async function findVariantsByGtin(db: Queries, gtins: Keys): Promise<VariantRow[]> {
  return selectByGtin(db).all({ gtins: JSON.stringify(gtins) });
}

/** All variants of the products in their order, archived ones too. */
export async function findVariantsOf(db: Queries, ids: Keys): Promise<VariantRow[]> {
  return selectOfProducts(db).all({ ids: JSON.stringify(ids) });
}

/** Of each product the wanted variants after the given place, one more than the limit. */
export async function listVariants(
  db: Queries,
  productIds: Keys,
  { limit, after, ...filter }: VariantPageStart,
): Promise<VariantRow[]> {
  const [place = -1, id = ''] = after ?? [];
  return selectPages(db).all({
    ...parametersOf(productIds, filter),
    place,
    id,
    limit: limit + 1,
  });
}

export async function countVariants(
  db: Queries,
  productIds: Keys,
  filter: VariantFilter,
): Promise<{ readonly productId: string; readonly count: number }[]> {
  return selectCounts(db).all(parametersOf(productIds, filter));
}

export async function findVariantOptions(db: Queries, ids: Keys): Promise<VariantOptionRow[]> {
  return selectOptions(db).all({ ids: JSON.stringify(ids) });
}

export interface OptionInUse {
  readonly productId: string;
  readonly archivedAt: number | null;
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly swatchHex: string | null;
}

/** The option values of all variants of the products, in variant order, once per variant. */
export async function findOptionsInUse(db: Queries, productIds: Keys): Promise<OptionInUse[]> {
  return selectOptionsInUse(db).all({ ids: JSON.stringify(productIds) });
}

function parametersOf(productIds: Keys, { withArchived, selectedOptions }: VariantFilter) {
  return {
    ids: JSON.stringify(productIds),
    withArchived: withArchived ? 1 : 0,
    options: JSON.stringify(selectedOptions.map(({ name, value }) => ({ name, value }))),
  };
}

const wanted = and(
  inJson(variant.productId, 'ids'),
  sql`(${sql.placeholder('withArchived')} = 1 or ${variant.archivedAt} is null)`,
  sql`not exists (
    select 1 from json_each(${sql.placeholder('options')}) wanted where not exists (
      select 1 from variant_option o where o.variant_id = ${variant.id}
        and o.name = wanted.value ->> 'name' and o.value = wanted.value ->> 'value'))`,
);

const selectVariants = prepared((db) =>
  db.select().from(variant).where(inJson(variant.id, 'ids')).prepare(),
);
const selectBySku = prepared((db) =>
  db.select().from(variant).where(inJson(variant.sku, 'skus')).prepare(),
);
const selectByGtin = prepared((db) =>
  db.select().from(variant).where(inJson(variant.gtin, 'gtins')).prepare(),
);
const selectOfProducts = prepared((db) =>
  db
    .select()
    .from(variant)
    .where(inJson(variant.productId, 'ids'))
    .orderBy(variant.productId, asc(variant.position), variant.id)
    .prepare(),
);
const selectPages = prepared((db) => {
  const ranked = db
    .select({
      ...getTableColumns(variant),
      rank: sql<number>`row_number() over (partition by ${variant.productId} order by ${variant.position}, ${variant.id})`.as(
        'rank',
      ),
    })
    .from(variant)
    .where(
      and(
        wanted,
        sql`(${variant.position}, ${variant.id}) > (${sql.placeholder('place')}, ${sql.placeholder('id')})`,
      ),
    )
    .as('ranked');
  return db
    .select()
    .from(ranked)
    .where(sql`${ranked.rank} <= ${sql.placeholder('limit')}`)
    .orderBy(ranked.productId, sql`${ranked.rank}`)
    .prepare();
});
const selectCounts = prepared((db) =>
  db
    .select({ productId: variant.productId, count: count() })
    .from(variant)
    .where(wanted)
    .groupBy(variant.productId)
    .prepare(),
);
const selectOptions = prepared((db) =>
  db
    .select()
    .from(variantOption)
    .where(inJson(variantOption.variantId, 'ids'))
    .orderBy(variantOption.variantId, variantOption.position)
    .prepare(),
);
const selectOptionsInUse = prepared((db) =>
  db
    .select({
      productId: variant.productId,
      archivedAt: variant.archivedAt,
      name: variantOption.name,
      value: variantOption.value,
      label: variantOption.label,
      swatchHex: variantOption.swatchHex,
    })
    .from(variant)
    .innerJoin(variantOption, eq(variantOption.variantId, variant.id))
    .where(inJson(variant.productId, 'ids'))
    .orderBy(variant.productId, variant.position, variant.id, variantOption.position)
    .prepare(),
);
