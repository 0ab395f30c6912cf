import { pickByLocale } from '@supergraph/kit/locales';

import type { ShelvedDoc, ShelvedProduct } from '#src/shelf/shelved.ts';

const MAX_VIEWS = 24;

/** By place of the product, the text that this chain of locales shows. */
export type LocaleView = readonly (ShelvedDoc | undefined)[];

export interface LocaleViews {
  get(chain: readonly string[], products: readonly (ShelvedProduct | undefined)[]): LocaleView;
  /** Follows one change of the products. */
  update(id: number, product: ShelvedProduct | undefined): void;
}

/** One view for each chain of locales that was asked for lately. */
export function createLocaleViews(): LocaleViews {
  const views = new Map<string, { chain: readonly string[]; view: (ShelvedDoc | undefined)[] }>();
  return {
    get(chain, products) {
      const key = chain.join(' ');
      let entry = views.get(key);
      if (entry === undefined) {
        entry = { chain, view: products.map((product) => pick(product, chain)) };
      }
      views.delete(key);
      views.set(key, entry);
      const [oldest = key] = views.keys();
      if (views.size > MAX_VIEWS) {
        views.delete(oldest);
      }
      return entry.view;
    },
    update(id, product) {
      for (const { chain, view } of views.values()) {
        view[id] = pick(product, chain);
      }
    },
  };
}

function pick(
  product: ShelvedProduct | undefined,
  chain: readonly string[],
): ShelvedDoc | undefined {
  return product && pickByLocale(product.docs, chain);
}
