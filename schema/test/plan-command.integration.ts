import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { type Desk, openDesk, runCommand } from './registry-desk.ts';

async function openPublished(): Promise<Desk> {
  const desk = await openDesk();
  await desk.registry.publish({ products: PRODUCTS, freight: FREIGHT });
  return desk;
}

describe('graph plan', () => {
  it('shows who is asked for what on the active graph, and what that requires', async () => {
    await using desk = await openPublished();

    const { code, stdout } = await desk.graph(['plan', '{ product { freight } }']);

    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "2 fetches, depth 2: freight, products
      one after the other
      ├─ products
      │    {
      │      product {
      │        __typename
      │        id
      │        weight
      │      }
      │    }
      └─ freight
           at product
           requires { ... on Product { __typename id weight } }
           query ($representations: [_Any!]!) {
             _entities(representations: $representations) {
               ... on Product {
                 freight
               }
             }
           }
      "
    `);
  });

  it('says fetches, depth and subgraphs as JSON', async () => {
    await using desk = await openPublished();

    const { stdout } = await desk.graph(['plan', '{ product { freight } }', '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      status: 'planned',
      fetches: 2,
      depth: 2,
      subgraphs: ['freight', 'products'],
      plan: { kind: 'Sequence', nodes: [{ subgraph: 'products' }, { paths: ['product'] }] },
    });
  });

  it('plans on a file without a registry', async () => {
    await using desk = await openPublished();
    const { stdout: supergraph } = await desk.graph(['fetch']);
    const file = desk.write('supergraph.graphql', supergraph);

    const call = ['plan', '{ product { weight } }', '--supergraph', file];
    const { code, stdout } = await runCommand(call, {});

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^1 fetch, depth 1/u),
    });
  });

  it.each([
    ['{}', 1],
    ['{"more":true}', 2],
  ])('decides conditions with variables %s', async (variables, fetches) => {
    await using desk = await openPublished();
    const text = 'query ($more: Boolean!) { product { weight freight @include(if: $more) } }';

    const more = ['--variables', variables, '--format', 'json'];
    const { stdout } = await desk.graph(['plan', text, ...more]);

    expect(JSON.parse(stdout)).toMatchObject({ fetches, conditions: { more: fetches === 2 } });
  });

  it('exits with 1 for an operation that does not fit the graph, and says where', async () => {
    await using desk = await openPublished();

    const { code, stdout } = await desk.graph(['plan', '{ product { wieght } }']);

    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/line 1, column 13: .*"wieght".*"weight"/u),
    });
  });

  it('says which operations there are when none was named', async () => {
    await using desk = await openPublished();

    const { code, stderr } = await desk.graph([
      'plan',
      'query A { __typename } query B { __typename }',
    ]);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/There are A, B/u) });
  });

  it('exits with 2 before the first publish', async () => {
    await using desk = await openDesk();

    const { code, stderr } = await desk.graph(['plan', '{ product { weight } }']);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/--supergraph FILE/u),
    });
  });

  it.each([
    ['there is no such file', 'gone.graphql', /There is no supergraph "gone\.graphql"/u],
    ['it is none', import.meta.filename, /The supergraph cannot be read: Syntax Error/u],
  ])('exits with 2 when the supergraph is wrong: %s', async (_, file, message) => {
    const { code, stderr } = await runCommand(['plan', '{ a }', '--supergraph', file], {});

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });
});
