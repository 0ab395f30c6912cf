import { type CatalogService, MERCHANDISER } from './build.ts';

let lastKey = 0;

/** The input of productUpsert; spell out only what the test is about. */
export function buildInput(more: object = {}) {
  return {
    idempotencyKey: `test-key-${++lastKey}`,
    slug: 'linen-shirt',
    categoryIds: [],
    status: 'ACTIVE',
    translations: [{ locale: 'en', name: 'Linen shirt' }],
    options: [],
    attributes: [],
    variants: [{ sku: 'LINEN', selectedOptions: [], taxClass: 'standard' }],
    mediaUrls: [],
    ...more,
  };
}

export function buildCategoryInput(more: object = {}) {
  return {
    idempotencyKey: `test-key-${++lastKey}`,
    slug: 'shirts',
    translations: [{ locale: 'en', name: 'Shirts' }],
    ...more,
  };
}

const ERRORS = `errors { __typename
  ... on UserError { code message path }
  ... on ConflictError { currentVersion }
  ... on DuplicateError { existingId } }`;

export const PRODUCT_UPSERT = `mutation ($input: ProductUpsertInput!) { productUpsert(input: $input) {
  product { id slug name subtitle descriptionHtml status version updatedAt
    brand { name } categories { id } attributes { code value unit } media { id alt }
    options { name label values { value label swatchHex } }
    variants { nodes { id sku gtin weightGrams selectedOptions { name value } } } }
  ${ERRORS} } }`;

export const PRODUCT_ARCHIVE = `mutation ($input: ProductArchiveInput!) { productArchive(input: $input) {
  product { id status version } ${ERRORS} } }`;

export const CATEGORY_UPSERT = `mutation ($input: CategoryUpsertInput!) { categoryUpsert(input: $input) {
  category { id slug name depth position path { id } } ${ERRORS} } }`;

/** What JSON holds: tests read deep into payloads whose shape their own mutation states. */
type Parsed = ReturnType<typeof JSON.parse>;

/** One write of a merchandiser: its payload. */
export async function write(
  service: CatalogService,
  mutation: string,
  input: object,
): Promise<Parsed> {
  const { data, errors } = await service.execute(mutation, { input }, MERCHANDISER);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return Object.values(data)[0];
}
