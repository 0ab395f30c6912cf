import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { judgeRemovals } from './judge-removals.ts';
import { openDesk } from './registry-desk.ts';

const BROKEN = FREIGHT.replace('fields: "weight"', 'fields: "wieght"');
const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');
const URL_OPTION = ['--url', 'http://127.0.0.1/products'];

describe('graph publish', () => {
  it('publishes a file', async () => {
    await using desk = await openDesk();
    const file = desk.write('products.graphql', PRODUCTS);

    const { code, stdout } = await desk.graph([
      'publish',
      'products',
      '--schema',
      file,
      ...URL_OPTION,
    ]);

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/Version [0-9a-f]{12} is active \(activation 1\)/u),
    });
  });

  it('publishes several files as one version', async () => {
    await using desk = await openDesk();
    const products = desk.write('products.graphql', PRODUCTS);
    const freight = desk.write('freight.graphql', FREIGHT);

    await desk.graph([
      'publish',
      '--set',
      `products=${products},freight=${freight}`,
      '--url',
      'products=http://127.0.0.1/products,freight=http://127.0.0.1/freight',
    ]);

    const { data } = await desk.registry.ask('{ active { number subgraphs { name } } }');
    expect(data.active).toEqual({
      number: 1,
      subgraphs: [{ name: 'freight' }, { name: 'products' }],
    });
  });

  it('notes reason and commit', async () => {
    await using desk = await openDesk();
    const file = desk.write('products.graphql', PRODUCTS);

    await desk.graph(
      ['publish', 'products', '--schema', file, ...URL_OPTION, '--reason', 'first'],
      {
        GRAPH_COMMIT: 'abc123',
      },
    );

    const { data } = await desk.registry.ask('{ active { reason commit } }');
    expect(data.active).toEqual({ reason: 'first', commit: 'abc123' });
  });

  it('exits with 1 and shows code frames when it does not compose', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });
    const file = desk.write('freight.graphql', BROKEN);

    const { code, stderr } = await desk.graph([
      'publish',
      'freight',
      '--schema',
      file,
      '--url',
      'http://127.0.0.1/freight',
    ]);

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/freight\.graphql:6:35[\s\S]*\^{6}[\s\S]*does not compose/u),
    });
  });

  it('exits with 1 when it breaks clients, and with 0 when that is accepted', async () => {
    await using desk = await openDesk({ judge: judgeRemovals('BREAKING') });
    await desk.registry.publish({ products: WITH_NAME });
    const file = desk.write('products.graphql', PRODUCTS);
    const call = ['publish', 'products', '--schema', file];

    const codes = [await desk.graph(call), await desk.graph([...call, '--allow-breaking'])];

    expect(codes.map(({ code }) => code)).toEqual([1, 0]);
  });

  it('has no colour where nobody looks', async () => {
    await using desk = await openDesk();
    const file = desk.write('products.graphql', BROKEN);

    const { stderr } = await desk.graph(['publish', 'products', '--schema', file, ...URL_OPTION]);

    expect(stderr).not.toContain('\u001B[');
  });
});

describe('graph check', () => {
  it.each([
    ['json', /^\{[\s\S]*"outcome": "failed"/u],
    ['github', /^::error .*file=.*freight\.graphql,line=6/mu],
    ['sarif', /"version": "2\.1\.0"/u],
  ])('prints %s', async (format, form) => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });
    const file = desk.write('freight.graphql', BROKEN);
    const call = ['check', 'freight', '--schema', file, '--url', 'http://127.0.0.1/freight'];

    const { code, stdout } = await desk.graph([...call, '--format', format]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(form) });
  });

  it('exits with 0 for what can be published, and publishes nothing', async () => {
    await using desk = await openDesk();
    const file = desk.write('products.graphql', PRODUCTS);

    const { code } = await desk.graph(['check', 'products', '--schema', file, ...URL_OPTION]);

    const { data } = await desk.registry.ask('{ active { number } }');
    expect([code, data.active]).toEqual([0, null]);
  });
});

describe('graph rollback', () => {
  it('does nothing without --yes where nobody can be asked', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });
    await desk.registry.publish({ products: WITH_NAME });

    const { code, stderr } = await desk.graph(['rollback']);

    const { data } = await desk.registry.ask('{ active { number } }');
    expect([code, stderr, data.active.number]).toEqual([2, expect.stringContaining('--yes'), 2]);
  });

  it('goes back with --yes', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });
    await desk.registry.publish({ products: WITH_NAME });

    const { code, stdout } = await desk.graph(['rollback', '1', '--yes']);

    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('activation 3') });
  });
});

describe('graph delete', () => {
  it('does nothing without --yes where nobody can be asked', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS, freight: FREIGHT });

    expect(await desk.graph(['delete', 'freight'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes'),
    });
  });

  it('exits with 1 when what is left does not compose', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS, freight: FREIGHT });

    const { code, stderr } = await desk.graph(['delete', 'products', '--yes']);

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('what would be left does not compose'),
    });
  });
});

describe('the commands that read', () => {
  it.each([
    [['subgraphs'], /products +[0-9a-f]{12} +0 of 0 +unregistered +http/u],
    [['history'], /^2 {2}[0-9a-f]{12} .* publish by graph/u],
    [['log', 'Product.weight'], /^1 .*is in the first version\.$/mu],
    [['diff', '1'], /From activation 1 to 2\./u],
    [['fetch'], /@join__graph/u],
    [['fetch', '--api'], /^type Product/mu],
    [['fetch', 'products', '--version', '1'], /For freight/u],
    [['tokens'], /There is no token/u],
    [['rename', 'products', 'catalog'], /activation 3/u],
  ])('answer: graph %j', async (call, form) => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });
    await desk.registry.publish({ products: WITH_NAME });

    const { code, stdout } = await desk.graph(call);

    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(form) });
  });

  it.each([['subgraphs'], ['history'], ['tokens'], ['log', 'Product']])(
    'print JSON: graph %s %s',
    async (...call) => {
      await using desk = await openDesk();
      await desk.registry.publish({ products: PRODUCTS });

      const { stdout } = await desk.graph([...call, '--format', 'json'].filter(Boolean));

      expect(Array.isArray(JSON.parse(stdout))).toBe(true);
    },
  );

  it('write a file', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });
    const file = desk.write('fetched.graphql', '');

    await desk.graph(['fetch', 'products', '--output', file]);

    expect(readFileSync(file, 'utf8')).toBe(PRODUCTS);
  });
});

describe('graph fetch', () => {
  it('says nothing when who reads it has enough', async () => {
    await using desk = await openDesk();
    const fields = Array.from({ length: 20_000 }, (_, at) => `field${at}: Int`);
    await desk.registry.publish({ wide: `type Query { ${fields.join(' ')} }` });

    const { code, stderr } = await desk.graph(['fetch', '--api'], {}, { readsFirst: true });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('graph tokens', () => {
  it('creates a token that publishes what it is for', async () => {
    await using desk = await openDesk();
    const { stdout } = await desk.graph(['tokens', 'create', 'team', '--subgraphs', 'products']);
    const file = desk.write('products.graphql', PRODUCTS);

    const { code } = await desk.graph(['publish', 'products', '--schema', file, ...URL_OPTION], {
      GRAPH_TOKEN: stdout.split('\n')[0] ?? '',
    });

    expect(code).toBe(0);
  });

  it('creates one that only reads when that is said', async () => {
    await using desk = await openDesk();

    await desk.graph(['tokens', 'create', 'dashboard', '--read-only']);

    const { stdout } = await desk.graph(['tokens']);
    expect(stdout).toMatch(/dashboard +read only/u);
  });

  it('says that a subgraph of the grant is not there yet, and what may be meant', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });

    const { code, stderr } = await desk.graph(['tokens', 'create', 'a', '--subgraphs', 'prodcuts']);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'There is no subgraph "prodcuts" yet. Did you mean "products"?\n',
    });
  });

  it('revokes with --yes', async () => {
    await using desk = await openDesk();
    await desk.graph(['tokens', 'create', 'team', '--subgraphs', 'products']);

    await desk.graph(['tokens', 'revoke', 'team', '--yes']);

    const { data } = await desk.registry.ask('{ tokens { name revokedAt } }');
    expect(data.tokens).toEqual([{ name: 'team', revokedAt: expect.any(String) }]);
  });
});
