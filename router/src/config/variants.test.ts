import { describe, expect, it } from 'vitest';

import { configShape } from './index.ts';
import { readConfig } from './read-config.ts';
import { type Variant, resolveVariants } from './variants.ts';

const FILE = '/etc/router/router.yaml';
const read = (text: string) =>
  readConfig({ text, file: FILE, env: {}, flags: {}, workingDirectory: '/' });
const resolve = (text: string): readonly Variant[] => resolveVariants(read(text));
const one = (text: string): Variant | undefined => resolve(text).at(-1);

describe('resolveVariants', () => {
  it('begins with everything public', () => {
    expect(resolve('headers: { variant: web }')).toMatchObject([
      { name: '', path: '/graphql', include: [], exclude: [], toldAs: 'web' },
    ]);
  });

  it('gives each variant its path and its name for subgraphs', () => {
    expect(one('variants: { app: { exclude: [x] } }')).toMatchObject({
      name: 'app',
      path: '/graphql/app',
      exclude: ['x'],
      toldAs: 'app',
    });
  });

  it('fills in the limits that a variant does not have of its own', () => {
    const text = 'limits: { depth: 9, fields: 90 }\nvariants: { app: { limits: { depth: 3 } } }';

    expect(one(text)?.limits).toMatchObject({ depth: 3, fields: 90, tokens: 5000 });
  });

  it('lets a variant have every limit of its own', () => {
    const own = {
      tokens: 1,
      depth: 2,
      fields: 3,
      entities: 4,
      aliases: 5,
      rootFields: 6,
      directives: 7,
      unknownVariables: 'ignore' as const,
    };
    const config = configShape.parse({ variants: { app: { limits: own } } });

    expect(resolveVariants(config).at(-1)?.limits).toEqual(own);
    expect(Object.keys(own)).toEqual(Object.keys(config.limits));
  });

  it.each([
    ['environment: production', false],
    ['environment: production\nvariants: { app: { introspection: true } }', true],
    ['variants: { app: { introspection: false } }', false],
    ['introspection: false\nvariants: { app: { introspection: auto } }', true],
    ['introspection: false\nvariants: { app: {} }', false],
  ])('decides on introspection: %s', (text, isOpen) => {
    expect(one(text)?.isIntrospectionOpen).toBe(isOpen);
  });

  it('takes the documents of a variant in place of the general ones', () => {
    const text = `documents: { mode: log-unknown, files: [all.json] }
variants: { app: { documents: { mode: enforce, files: [app.json] } }, free: {} }`;

    expect(resolve(text).map(({ documents: { mode, files } }) => ({ mode, files }))).toEqual([
      { mode: 'log-unknown', files: ['/etc/router/all.json'] },
      { mode: 'enforce', files: ['/etc/router/app.json'] },
      { mode: 'log-unknown', files: ['/etc/router/all.json'] },
    ]);
  });
});

describe('variants in router.yaml', () => {
  it.each([
    ['a name for no path', 'variants: { "a/b": {} }', '1 to 32 lower-case letters'],
    ['an unknown key', 'variants: { app: { exlude: [] } }', 'Did you mean "exclude"?'],
    ['an unknown limit', 'variants: { app: { limits: { dept: 1 } } }', 'Did you mean "depth"?'],
    ['safelisting without a list', 'variants: { app: { documents: { mode: enforce } } }', 'files'],
    ['a tag that none can be', 'variants: { app: { include: ["a b"] } }', 'name of a tag'],
  ])('refuses %s', (_what, text, fault) => {
    expect(() => read(text)).toThrow(fault);
  });
});
