import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { composeServices } from '@theguild/federation-composition';
import { buildSchema, isSpecifiedScalarType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/composition/compose.ts';
import { formatFaults } from '#src/reports/format-errors.ts';
import {
  findDisputedEntities,
  findNonNullContributions,
  findNonNullReferences,
  findNonNullRoots,
} from '#src/lint/ownership.ts';
import { readSubgraphs } from '#src/read-subgraphs.ts';

import { FREIGHT, PRODUCTS, buildSubgraph } from './build-project.ts';

const BEGIN =
  '# ---- prelude: copied verbatim into every subgraph (owned by the platform team, linted for drift) ----\n';
const END = '\n# ---- end prelude ----\n';

const subgraphs = await readSubgraphs(fileURLToPath(new URL('../..', import.meta.url)));

const isDescribed = ({ description }: { readonly description?: string | null | undefined }) =>
  description != null && description !== '';

/** Coordinates of what a client developer sees and nobody explains; the root types explain themselves. */
function findUndescribed(sdl: string): string[] {
  const schema = buildSchema(sdl);
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  return types.flatMap((type) => [
    ...(isDescribed(type) || roots.some((root) => root === type) ? [] : [type.name]),
    ...('getFields' in type ? Object.values(type.getFields()) : []).flatMap((field) =>
      isDescribed(field) ? [] : [`${type.name}.${field.name}`],
    ),
  ]);
}

const prelude = (text: string) => text.split(BEGIN)[1]?.split(END)[0];

describe('the subgraphs of this project', () => {
  it('are found', () => {
    expect(subgraphs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cart', 'catalog', 'customers', 'pricing']),
    );
  });

  it('compose', () => {
    const composition = composeSupergraph(subgraphs);

    expect(composition.ok ? '' : formatFaults(composition.faults)).toBe('');
  });

  it('compose for a composer of other authors, too', () => {
    const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));

    expect(composeServices(services).errors).toBeUndefined();
  });

  it.each(subgraphs)('have the same prelude, byte for byte: $name', ({ sdl }) => {
    expect(prelude(sdl)).toBeDefined();
    expect(prelude(sdl)).toBe(prelude(subgraphs[0]?.sdl ?? ''));
  });

  it('contribute only nullable fields to the entities of other teams', () => {
    expect(findNonNullContributions(subgraphs)).toEqual([]);
  });

  it('lead to the entities of other teams by nullable fields only', () => {
    expect(findNonNullReferences(subgraphs)).toEqual([]);
  });

  it('let no field of Query take the others with it', () => {
    expect(findNonNullRoots(subgraphs)).toEqual([]);
  });

  it('agree on one owner of every entity', () => {
    expect(findDisputedEntities(subgraphs)).toEqual([]);
  });

  it('describe every type and field that clients see', async () => {
    const api = await readFile(new URL('../api.graphql', import.meta.url), 'utf8');
    expect(findUndescribed(api)).toEqual([]);
  });
});

describe('the rule about contributed fields', () => {
  const products = buildSubgraph('products', PRODUCTS);

  it('catches a non-null field on the entity of another subgraph', () => {
    const strict = buildSubgraph('freight', FREIGHT.replace('freight: Int', 'freight: Int!'));

    expect(findNonNullContributions([products, strict])).toEqual([
      { coordinate: 'Product.freight', subgraph: 'freight' },
    ]);
  });

  it('lets keys and external fields be non-null', () => {
    const strict = buildSubgraph('freight', FREIGHT.replace('weight: Int', 'weight: Int!'));

    expect(findNonNullContributions([products, strict])).toEqual([]);
  });

  it('catches a non-null field that leads to the entity of another subgraph', () => {
    const sdl = `${FREIGHT}\ntype Parcel { content: Product! }`;
    expect(findNonNullReferences([products, buildSubgraph('freight', sdl)])).toEqual([
      { coordinate: 'Parcel.content', subgraph: 'freight' },
    ]);
  });

  it('catches a non-null field of Query', () => {
    const strict = buildSubgraph('freight', `${FREIGHT}\ntype Query { rates: [Int!]! }`);
    expect(findNonNullRoots([strict])).toEqual([
      { coordinate: 'Query.rates', subgraph: 'freight' },
    ]);
  });

  it('finds an entity that nobody owns', () => {
    expect(findDisputedEntities([buildSubgraph('freight', FREIGHT)])).toEqual(['Product']);
  });
});
