import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { composeServices } from '@theguild/federation-composition';
import { buildSchema, isSpecifiedScalarType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/composition/compose.ts';
import { lintSubgraphs } from '#src/lint/lint-subgraphs.ts';
import { readSubgraphs } from '#src/read-subgraphs.ts';

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

    expect(composition.ok ? [] : composition.faults).toEqual([]);
  });

  it('compose for a composer of other authors, too', () => {
    const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));

    expect(composeServices(services).errors).toBeUndefined();
  });

  it.each(subgraphs)('have the same prelude, byte for byte: $name', ({ sdl }) => {
    expect(prelude(sdl)).toBeDefined();
    expect(prelude(sdl)).toBe(prelude(subgraphs[0]?.sdl ?? ''));
  });

  it('keep the house rules', () => {
    expect(lintSubgraphs(subgraphs)).toEqual([]);
  });

  it('describe every type and field that clients see', async () => {
    const api = await readFile(new URL('../api.graphql', import.meta.url), 'utf8');
    expect(findUndescribed(api)).toEqual([]);
  });
});
