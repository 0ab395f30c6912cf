import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { PRODUCTS } from './build-project.ts';
import { openDesk, runCommand } from './registry-desk.ts';
import { ownKeyOf } from './registry-fixture.ts';
import { startStandInRouter } from './stand-in-router.ts';

describe('a wrong call', () => {
  it.each([
    [['publish'], /Which subgraph\?/u],
    [['publish', 'freight'], /Which file has the schema of "freight"\?/u],
    [['publish', 'freight', '--schema', 'nowhere.graphql'], /no file "nowhere\.graphql"/u],
    [['publish', '--set', 'products'], /"products" is no pair/u],
    [['check', 'one', 'two'], /What is "two" for\?/u],
    [['check', '--frmat', 'json'], /no option "--frmat"/u],
    [['history', '--format', 'xml'], /no format "xml"/u],
    [['history', '--limit', 'many'], /--limit is a number/u],
    [['tokens', 'destroy'], /no "tokens destroy"/u],
    [['tokens', 'create'], /Which token\?/u],
    [['tokens', 'create', 'team'], /What may it do\? Say --subgraphs/u],
    [['tokens', 'create', 'team', '--admin', '--read-only'], /has no grant/u],
    [['tokens', 'revoke', 'nobody'], /no token "nobody"/u],
    [['rollback', 'nope'], /"nope" is neither the number/u],
    [['rollback', '99'], /no activation or version "99"/u],
    [['delete', 'prodcuts'], /no subgraph "prodcuts"\. Did you mean "products"\?/u],
    [['rename', 'prodcuts', 'goods'], /no subgraph "prodcuts"\. Did you mean "products"\?/u],
    [['rename', 'products'], /`graph rename` needs NEW-NAME, as in: graph rename review reviews/u],
    [['log'], /`graph log` needs COORDINATE, as in: graph log Product\.price\n/u],
    [['log', 'Prodct'], /No version has "Prodct" for clients\. Did you mean "Product"\?/u],
    [['log', 'Product.wieght'], /Did you mean "Product\.weight"\?/u],
    [['check', 'catalgo'], /schema of "catalgo"\?.* Did you mean "catalog"\?/u],
    [['check', 'catalog', '--schema', '/'], /"\/" is not a file/u],
    [['history', '-l', '5'], /no option "-l": options are written out, as "--limit"/u],
    [['chekc'], /no command "chekc"\. Did you mean "check"\?/u],
    [['rollback', '99', '--yes'], /no activation or version "99"/u],
    [['fetch', 'stranger'], /no subgraph "stranger".*there are products/u],
  ])('exits with 2 and says what is wrong: graph %j', async (call, message) => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });

    const { code, stderr } = await desk.graph(call);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('exits with 2 when the schema is no text in UTF-8', async () => {
    await using desk = await openDesk();
    const file = desk.write('odd.graphql', '');
    writeFileSync(file, Buffer.from([0x74, 0xff, 0xfe]));

    const { code, stderr } = await desk.graph(['check', 'products', '--schema', file]);

    expect({ code, stderr }).toEqual({ code: 2, stderr: `"${file}" is not text in UTF-8.\n` });
  });

  it('exits with 2 when it is a router that answers', async () => {
    const error = {
      message: 'Cannot query field "subgraphs" on type "Query".',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    };
    await using router = await startStandInRouter(JSON.stringify({ errors: [error] }));
    const url = `http://127.0.0.1:${router.port}`;

    const { code, stderr } = await runCommand(['subgraphs'], {
      GRAPH_REGISTRY: url,
      SIGNING_KEY: ownKeyOf('graph'),
    });

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`What answers at ${url} is not this registry`),
    });
  });

  it('exits with 2 where no registry answers', async () => {
    const env = { GRAPH_REGISTRY: 'http://127.0.0.1:1', SIGNING_KEY: ownKeyOf('graph') };

    const { code, stderr } = await runCommand(['subgraphs'], env);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('does not answer at http://127.0.0.1:1'),
    });
  });

  it('exits with 2 and the reason when the registry refuses the token', async () => {
    await using desk = await openDesk();

    expect(await desk.graph(['subgraphs'], { GRAPH_TOKEN: 'wrong' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no such token.'),
    });
  });
});

describe('--help', () => {
  it.each([
    'check',
    'publish',
    'fetch',
    'history',
    'log',
    'diff',
    'rollback',
    'rename',
    'delete',
    'subgraphs',
    'tokens',
    'compose',
    'import',
  ])('shows examples of %s', async (name) => {
    const { code, stdout } = await runCommand([name, '--help'], {});

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`EXAMPLES\n\n  graph ${name}`),
    });
  });
});
