import { demoKey } from './keys.ts';
import type { BundleLine } from './lines.ts';
import { createItem, type Item } from './products.ts';
import { shelves } from './grammar/departments.ts';
import { models } from './grammar/models.ts';
import { createRandom } from './random.ts';

export const PRODUCTS_PER_BUNDLE = 50;

/** Two or three active products of one department, offered together. */
export function createBundle(
  index: number,
  of: { readonly products: number; readonly seed: number },
): BundleLine {
  const random = createRandom(of.seed, 'bundle', index);
  const items = findCompanions(index * PRODUCTS_PER_BUNDLE + random.between(0, 9), of);
  const [first] = items;
  if (first === undefined) {
    throw new RangeError('A bundle needs at least one product.');
  }
  const { department, leaf } = first.shelf;
  const model = random.pick(models);
  const brand = random.pick(department.brands);
  const key = demoKey(`b-${String(index).padStart(4, '0')}`);
  return {
    type: 'bundle',
    key,
    status: 'ACTIVE',
    brand,
    categoryKeys: [demoKey(leaf.key)],
    name: {
      en: `${brand} ${model} Set`,
      de: `${brand} ${model} Set`,
      fr: `Ensemble ${brand} ${model}`,
    },
    description: {
      en: `Goes well together: ${items.map(({ line }) => line.name.en).join(', ')}.`,
      de: `Passt gut zusammen: ${items.map(({ line }) => line.name.de).join(', ')}.`,
      fr: `Vont bien ensemble : ${items.map(({ line }) => line.name.fr).join(', ')}.`,
    },
    media: [{ url: `https://img.example/bundles/${key}.svg`, width: 1200, height: 1200 }],
    components: items.map(({ line }) => ({
      sku: line.variants[0]?.sku ?? line.key,
      quantity: random.between(1, 2),
    })),
  };
}

/** Walks on from a product until three active ones of the same department are found. */
function findCompanions(
  start: number,
  of: { readonly products: number; readonly seed: number },
): Item[] {
  const found: Item[] = [];
  const steps = Math.min(of.products, shelves.length * 3);
  for (let step = 0; step < steps && found.length < 3; step++) {
    const item = createItem((start + step) % of.products, of.seed);
    const sameDepartment = found.every(({ shelf }) => shelf.department === item.shelf.department);
    if (item.line.status === 'ACTIVE' && sameDepartment) {
      found.push(item);
    }
  }
  return found;
}
