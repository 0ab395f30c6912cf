const NONE: ReadonlySet<number> = new Set();

/** Which products are for sale in a category and all below it, by place. */
export interface CategoryPlaces {
  /** A product left the first categories for the second. */
  move(place: number, from: readonly string[], to: readonly string[]): void;
  in(categoryId: string): ReadonlySet<number>;
}

export function createCategoryPlaces(): CategoryPlaces {
  const byCategory = new Map<string, Set<number>>();
  return {
    move(place, from, to) {
      for (const id of from) {
        byCategory.get(id)?.delete(place);
      }
      for (const id of to) {
        const places = byCategory.get(id) ?? new Set();
        byCategory.set(id, places.add(place));
      }
    },
    in: (categoryId) => byCategory.get(categoryId) ?? NONE,
  };
}
