import { keyFor } from '@supergraph/kit/signing';
import { expect, it } from 'vitest';

import {
  type Graph,
  describeRegistry,
  describeRouter,
  describeService,
  describeSimulator,
} from './processes.ts';
import type { ServiceSpec } from './services.ts';
import { readRunnerSettings } from './settings.ts';
import type { SimulatorSpec } from './simulators.ts';

const catalog: ServiceSpec = { name: 'catalog', entry: 'c', port: 5001, calls: [] };
const pricing: ServiceSpec = { name: 'pricing', entry: 'p', port: 5003, calls: ['catalog'] };
const key = (letter: string): string => letter.repeat(64);

const tills: SimulatorSpec = {
  name: 'tills',
  entry: 't',
  port: 5061,
  controlPort: 5071,
  serves: 'pricing',
  isStarted: true,
  settings: { url: 'TILLS_URL', secret: 'TILLS_SECRET' },
};

function buildGraph(env: NodeJS.ProcessEnv = {}): Graph {
  return {
    root: '/app',
    settings: readRunnerSettings(env, '/app'),
    services: [catalog, pricing],
    simulators: [tills],
    keys: {
      router: key('a'),
      graph: key('b'),
      catalog: key('c'),
      pricing: key('d'),
      'simulator:tills': key('e'),
    },
  };
}

it("gives a service the derived keys of its callers and never a key that is another's", () => {
  const { env } = describeService(catalog, buildGraph());
  expect(JSON.parse(env['CALLER_KEYS'] ?? '')).toEqual({
    router: keyFor(key('a'), 'catalog'),
    graph: keyFor(key('b'), 'catalog'),
    pricing: keyFor(key('d'), 'catalog'),
  });
  expect(JSON.stringify(env)).not.toMatch(
    new RegExp([key('a'), key('b'), key('d')].join('|'), 'u'),
  );
});

it('does not let a service be called by one that does not declare it', () => {
  const { env } = describeService(pricing, buildGraph());
  expect(Object.keys(JSON.parse(env['CALLER_KEYS'] ?? '') as object)).toEqual(['router', 'graph']);
});

it('gives the registry the derived keys of all callers and no key of its own', () => {
  const { env } = describeRegistry(buildGraph());
  expect(JSON.parse(env['CALLER_KEYS'] ?? '')).toEqual({
    router: keyFor(key('a'), 'registry'),
    graph: keyFor(key('b'), 'registry'),
    catalog: keyFor(key('c'), 'registry'),
    pricing: keyFor(key('d'), 'registry'),
  });
});

it('leaves it to the registry to tell the router where services are', () => {
  const { env } = describeRouter(buildGraph({ GRAPH_PORT: '5000' }));
  expect([env['GRAPH_REGISTRY'], env['SERVICE_URLS']]).toEqual([
    'http://127.0.0.1:5100',
    undefined,
  ]);
});

it('passes nothing of the shell on', () => {
  const graph = buildGraph({ SECRET_OF_THE_SHELL: 'x', LOG_LEVEL: 'debug' });
  expect(Object.keys(describeRouter(graph).env)).not.toContain('SECRET_OF_THE_SHELL');
  expect(describeRouter(graph).env['LOG_LEVEL']).toBe('debug');
});

it('lets the links of mails lead to the block of ports that was chosen', () => {
  const { env } = describeService(catalog, buildGraph({ GRAPH_PORT: '5000' }));
  expect(env['STOREFRONT_URL']).toBe('http://localhost:5000');
});

it.each([
  [{}, '1'],
  [{ DEMO_PROFILE: 'none' }, undefined],
  [{ NODE_ENV: 'production' }, undefined],
  [{ NODE_ENV: 'production', DEMO_PROFILE: 'demo' }, undefined],
])('with %o makes demo logins: %s', (env, expected) => {
  expect(describeService(catalog, buildGraph(env)).env['DEMO_LOGINS']).toBe(expected);
});

it('tells a simulator and the service it serves where the other is, and one secret; nobody else', () => {
  const { env: simulator } = describeSimulator(tills, buildGraph());
  const { env: served } = describeService(pricing, buildGraph());
  const secret = keyFor(key('e'), 'tills');
  expect([simulator['TILLS_SECRET'], served['TILLS_SECRET']]).toEqual([secret, secret]);
  expect([simulator['SERVED_URL'], served['TILLS_URL']]).toEqual([
    'http://127.0.0.1:5003',
    'http://127.0.0.1:5061',
  ]);
  expect([simulator['PORT'], simulator['CONTROL_PORT']]).toEqual(['5061', '5071']);
  expect(simulator).not.toHaveProperty('SIGNING_KEY');
  expect(JSON.stringify(describeService(catalog, buildGraph()).env)).not.toContain('TILLS');
});

it('tells what the shell named to the service alone whose upstream it is', () => {
  const graph = {
    ...buildGraph({
      ERP_URL: 'http://erp.example',
      PAYMENT_PROVIDER_SECRET: 'a secret of sixteen',
    }),
    simulators: [
      {
        ...tills,
        isStarted: false,
        settings: { url: 'ERP_URL', secret: 'PAYMENT_PROVIDER_SECRET' },
      },
    ],
  };
  expect(describeService(pricing, graph).env).toMatchObject({
    ERP_URL: 'http://erp.example',
    PAYMENT_PROVIDER_SECRET: 'a secret of sixteen',
  });
  const { env } = describeService(catalog, graph);
  expect(Object.keys(env)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:ERP|PAYMENT)_/u)]),
  );
});
