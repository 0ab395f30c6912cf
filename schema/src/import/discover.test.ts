import { describe, expect, it } from 'vitest';

import { planImport, type Importer } from './discover.ts';

function buildImporter(name: string, rest: Partial<Importer> = {}): Importer {
  return {
    name,
    url: new URL(`http://${name}/internal/v1/import`),
    call: () => Promise.reject(new Error('No request is made for a plan.')),
    types: [`${name}-line`],
    after: [],
    ...rest,
  };
}

function stagesOf(...importers: Importer[]): string[][] {
  return planImport(importers).stages.map((stage) => stage.map(({ name }) => name));
}

describe('planImport', () => {
  it('puts services after those they wait for', () => {
    const pricing = buildImporter('pricing', { after: ['catalog'] });
    const search = buildImporter('search', { after: ['pricing', 'catalog'] });
    expect(stagesOf(search, pricing, buildImporter('catalog'))).toEqual([
      ['catalog'],
      ['pricing'],
      ['search'],
    ]);
  });

  it('keeps services that are independent of each other in one stage', () => {
    expect(stagesOf(buildImporter('catalog'), buildImporter('customers'))).toEqual([
      ['catalog', 'customers'],
    ]);
  });

  it('does not wait for a service that imports nothing', () => {
    expect(stagesOf(buildImporter('pricing', { after: ['catalog'] }))).toEqual([['pricing']]);
  });

  it('refuses services that wait for each other', () => {
    const [one, other] = [
      buildImporter('one', { after: ['other'] }),
      buildImporter('other', { after: ['one'] }),
    ];
    expect(() => planImport([one, other])).toThrow('one and other wait for each other.');
  });

  it('refuses two services that take the same type', () => {
    const [one, other] = [
      buildImporter('one', { types: ['price'] }),
      buildImporter('other', { types: ['price'] }),
    ];
    expect(() => planImport([one, other])).toThrow('Both one and other take "price".');
  });
});
