import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { asc, eq, getTableColumns } from '@supergraph/kit/drizzle';

import {
  type AttributeValueRow,
  type ComponentRow,
  type MediaRow,
  type ProductOptionRow,
  attribute,
  attributeValue,
  bundleComponent,
  media,
  productOption,
} from '#src/tables.ts';

type Keys = readonly string[];

export async function findMedia(db: Queries, productIds: Keys): Promise<MediaRow[]> {
  return selectMedia(db).all({ ids: JSON.stringify(productIds) });
}

export async function findProductOptions(
  db: Queries,
  productIds: Keys,
): Promise<ProductOptionRow[]> {
  return selectOptions(db).all({ ids: JSON.stringify(productIds) });
}

export type AttributeFact = AttributeValueRow & { readonly facetable: boolean };

export async function findAttributes(db: Queries, productIds: Keys): Promise<AttributeFact[]> {
  return selectAttributes(db).all({ ids: JSON.stringify(productIds) });
}

export async function findComponents(db: Queries, bundleIds: Keys): Promise<ComponentRow[]> {
  return selectComponents(db).all({ ids: JSON.stringify(bundleIds) });
}

const selectMedia = prepared((db) =>
  db
    .select()
    .from(media)
    .where(inJson(media.productId, 'ids'))
    .orderBy(media.productId, asc(media.position))
    .prepare(),
);
const selectOptions = prepared((db) =>
  db
    .select()
    .from(productOption)
    .where(inJson(productOption.productId, 'ids'))
    .orderBy(productOption.productId, asc(productOption.position))
    .prepare(),
);
const selectAttributes = prepared((db) =>
  db
    .select({ ...getTableColumns(attributeValue), facetable: attribute.facetable })
    .from(attributeValue)
    .innerJoin(attribute, eq(attribute.code, attributeValue.code))
    .where(inJson(attributeValue.productId, 'ids'))
    .orderBy(attributeValue.productId, asc(attributeValue.position))
    .prepare(),
);
const selectComponents = prepared((db) =>
  db
    .select()
    .from(bundleComponent)
    .where(inJson(bundleComponent.bundleId, 'ids'))
    .orderBy(bundleComponent.bundleId, asc(bundleComponent.position))
    .prepare(),
);
