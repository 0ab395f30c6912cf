import { readFileSync } from 'node:fs';

import { applyImport } from '@supergraph/kit/import';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { createCategoryImport } from '#src/imports/category.ts';

import {
  type CatalogService,
  TREE,
  buildBundle,
  buildCategory,
  buildProduct,
  categoryId,
  createCatalog,
  createStocked,
  importLines,
  productId,
} from './build.ts';

const PATH = 'query ($id: ID!) { category(id: $id) { depth path { id } } }';

async function readPath(service: CatalogService, key: string) {
  const { data } = await service.execute(PATH, { id: categoryId(key) });
  return data.category;
}

describe('import in any order', () => {
  it('takes children before their parents', async () => {
    await using service = await createStocked(TREE.toReversed());
    expect(await readPath(service, 'leaf')).toEqual({
      depth: 2,
      path: ['root', 'middle', 'leaf'].map((key) => ({ id: categoryId(key) })),
    });
  });

  it('takes bundles before products before categories', async () => {
    await using service = await createStocked([
      buildBundle('set', { components: [{ sku: 'A', quantity: 1 }] }),
      buildProduct('a', { categoryKeys: ['leaf'] }),
      ...TREE.toReversed(),
    ]);
    const { data } = await service.execute('query ($id: ID!) { product(id: $id) { id } }', {
      id: productId('a'),
    });
    expect(data.product).toEqual({ id: productId('a') });
  });

  it('swaps a parent and its child', async () => {
    await using service = await createStocked(TREE);
    await importLines(service, [
      buildCategory('root', { parentKey: 'middle' }),
      buildCategory('middle'),
    ]);
    expect(await readPath(service, 'root')).toMatchObject({
      depth: 1,
      path: [{ id: categoryId('middle') }, { id: categoryId('root') }],
    });
  });

  it('reports a line whose parent never comes, and those below it', async () => {
    await using service = await createCatalog();
    const { counts, rejected } = await service.import([
      buildCategory('twig', { parentKey: 'branch' }),
      buildCategory('root'),
      buildCategory('branch', { parentKey: 'gone' }),
    ]);
    expect(counts['category']).toMatchObject({ created: 1, rejected: 2 });
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'There is no category "branch". Import it first, or in the same file.'],
      [3, 'There is no category "gone". Import it first, or in the same file.'],
    ]);
  });

  it('reports lines that are each other’s parents', async () => {
    await using service = await createCatalog();
    const { counts } = await service.import([
      buildCategory('hen', { parentKey: 'egg' }),
      buildCategory('egg', { parentKey: 'hen' }),
    ]);
    expect(counts['category']).toMatchObject({ created: 0, rejected: 2 });
  });
});

interface RealCategory {
  readonly id: string;
  readonly name: string | null;
  readonly path: readonly { readonly id: string }[];
}

function toLine({ id, name, path }: RealCategory) {
  const parentKey = path.at(-2)?.id ?? null;
  return { type: 'category', key: id, parentKey, name: { en: name } };
}

type Line = ReturnType<typeof toLine>;

/** Keys of the lines that can be taken: named, and so are all above them. */
function findSound(lines: readonly Line[]): Set<string> {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const isSound = (key: string | null): boolean => {
    const line = key === null ? undefined : byKey.get(key);
    return key === null || (line?.name.en != null && isSound(line.parentKey));
  };
  return new Set(lines.flatMap(({ key }) => (isSound(key) ? key : [])));
}

const file = process.env['REAL_CATEGORIES_FILE'];

async function loadReal(order: (lines: readonly Line[]) => readonly Line[]) {
  const parsed = JSON.parse(readFileSync(file ?? '', 'utf8')) as RealCategory[];
  const lines = order(parsed.map(toLine)).map((value, index) => ({ line: index + 1, value }));
  const service = await createCatalog();
  onTestFinished(() => service[Symbol.asyncDispose]());
  const imports = { types: { category: createCategoryImport(service.deps) } };
  const run = () => applyImport(service.db, imports, { lines, correlationId: 'cor_1' });
  return { lines, service, run };
}

describe('thousands of real categories', { timeout: 60_000 }, () => {
  beforeEach(({ skip }) => skip(file === undefined, 'REAL_CATEGORIES_FILE is not set'));

  it.each([
    ['the order of the file', (lines: readonly Line[]) => lines],
    ['the opposite order', (lines: readonly Line[]) => lines.toReversed()],
  ])('are imported in %s but for those that hang on nothing', async (_, order) => {
    const { lines, run } = await loadReal(order);
    const sound = findSound(lines.map(({ value }) => value));
    const { counts, rejected } = await run();
    expect(counts['category']).toMatchObject({ created: sound.size });
    expect(rejected.map(({ line }) => line)).toEqual(
      lines.flatMap(({ line, value }) => (sound.has(value.key) ? [] : line)),
    );
  });

  it('change nothing the second time', async () => {
    const { service, run } = await loadReal((lines) => lines);
    const first = await run();
    const published = await service.published();
    const second = await run();
    expect(second.rejected).toEqual(first.rejected);
    expect(second.counts['category']).toEqual({
      created: 0,
      updated: 0,
      unchanged: first.counts['category']?.created,
      rejected: first.rejected.length,
    });
    expect(await service.published()).toEqual(published);
  });
});
