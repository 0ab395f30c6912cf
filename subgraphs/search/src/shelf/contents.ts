import type { ChangedDoc, ChangedProduct } from '#src/data/products.ts';
import { createCategoryPlaces } from '#src/shelf/category-places.ts';
import { type FacetValues, createFacetValues } from '#src/shelf/facet-values.ts';
import { type LocaleView, createLocaleViews } from '#src/shelf/locale-views.ts';
import type { ShelvedDoc, ShelvedProduct } from '#src/shelf/shelved.ts';
import { type Vocabulary, createVocabulary } from '#src/shelf/vocabulary.ts';
import type { CategoryRow } from '#src/tables.ts';

/** What is in memory of the index. */
export interface Contents {
  readonly products: readonly (ShelvedProduct | undefined)[];
  readonly categories: Map<string, CategoryRow>;
  readonly vocabulary: Vocabulary;
  readonly facetValues: FacetValues;
  /** Replaces these products, each with all its texts. */
  put(rows: readonly ChangedProduct[], docs: readonly ChangedDoc[]): void;
  ownerOf(doc: number): ShelvedProduct | undefined;
  findProduct(productId: string): ShelvedProduct | undefined;
  viewOf(locales: readonly string[]): LocaleView;
  /** Those of these locales that some text has, in their order. */
  spoken(locales: readonly string[]): string[];
  /** Products for sale in a category and all below it, by place. */
  inCategory(categoryId: string): ReadonlySet<number>;
}

export function createContents(): Contents {
  const products: (ShelvedProduct | undefined)[] = [];
  const owners: (number | undefined)[] = [];
  const places = new Map<string, number>();
  const locales = new Set<string>();
  const byCategory = createCategoryPlaces();
  const facetValues = createFacetValues();
  const views = createLocaleViews();

  function putOne({ isListed, facets, ...row }: ChangedProduct, docs: readonly ShelvedDoc[]): void {
    const inCategories = row.categoryIds.map((value) =>
      facetValues.intern(['category', value, value, null, null]),
    );
    const values = [...inCategories, ...facets.map((fact) => facetValues.intern(fact))];
    const before = products[row.id]?.categoryIds ?? [];
    byCategory.move(row.id, before, isListed ? row.categoryIds : []);
    products[row.id] = isListed ? { ...row, values, docs } : undefined;
    places.set(row.productId, row.id);
    for (const doc of docs) {
      owners[doc.id] = row.id;
      locales.add(doc.locale);
    }
    views.update(row.id, products[row.id]);
  }

  const spoken = (wanted: readonly string[]): string[] =>
    wanted.filter((locale) => locales.has(locale));

  return {
    products,
    categories: new Map(),
    vocabulary: createVocabulary(),
    facetValues,
    put(rows, docs) {
      const docsByProduct = Map.groupBy(docs, ({ product }) => product);
      for (const row of rows) {
        putOne(row, docsByProduct.get(row.id) ?? []);
      }
    },
    ownerOf: (doc) => products[owners[doc] ?? -1],
    findProduct: (productId) => products[places.get(productId) ?? -1],
    // Locales are what clients say: those that no text has make no difference.
    viewOf: (wanted) => views.get(spoken(wanted), products),
    spoken,
    inCategory: (categoryId) => byCategory.in(categoryId),
  };
}
