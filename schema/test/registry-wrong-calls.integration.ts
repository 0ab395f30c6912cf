import { describe, expect, it } from 'vitest';

import { PRODUCTS } from './build-project.ts';
import { openDesk, runCommand } from './registry-desk.ts';
import { ownKeyOf } from './registry-fixture.ts';

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
    [['rollback', '99', '--yes'], /no activation or version "99"/u],
    [['fetch', 'stranger'], /no subgraph "stranger".*there are products/u],
  ])('exits with 2 and says what is wrong: graph %j', async (call, message) => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: PRODUCTS });

    const { code, stderr } = await desk.graph(call);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
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
  ])('shows examples of %s', async (name) => {
    const { code, stdout } = await runCommand([name, '--help'], {});

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`EXAMPLES\n\n  graph ${name}`),
    });
  });
});
