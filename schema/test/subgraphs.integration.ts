import { fileURLToPath } from 'node:url';

import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/compose.ts';
import { formatFaults } from '#src/format-errors.ts';
import {
  findDisputedEntities,
  findNonNullContributions,
} from '#src/lint/find-non-null-contributions.ts';
import { readSubgraphs } from '#src/read-subgraphs.ts';

import { FREIGHT, PRODUCTS, buildSubgraph } from './build-project.ts';

const BEGIN =
  '# ---- prelude: copied verbatim into every subgraph (owned by the platform team, linted for drift) ----\n';
const END = '\n# ---- end prelude ----\n';

const subgraphs = await readSubgraphs(fileURLToPath(new URL('../..', import.meta.url)));

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

  it('agree on one owner of every entity', () => {
    expect(findDisputedEntities(subgraphs)).toEqual([]);
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

  it('finds an entity that nobody owns', () => {
    expect(findDisputedEntities([buildSubgraph('freight', FREIGHT)])).toEqual(['Product']);
  });
});
