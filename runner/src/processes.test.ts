import { keyFor } from '@supergraph/kit/signing';
import { expect, it } from 'vitest';

import { type Graph, describeRegistry, describeRouter, describeService } from './processes.ts';
import type { ServiceSpec } from './services.ts';
import { readRunnerSettings } from './settings.ts';

const catalog: ServiceSpec = { name: 'catalog', entry: 'c', port: 5001, calls: [] };
const pricing: ServiceSpec = { name: 'pricing', entry: 'p', port: 5003, calls: ['catalog'] };
const key = (letter: string): string => letter.repeat(64);

function buildGraph(env: NodeJS.ProcessEnv = {}): Graph {
  return {
    root: '/app',
    settings: readRunnerSettings(env, '/app'),
    services: [catalog, pricing],
    keys: { router: key('a'), graph: key('b'), catalog: key('c'), pricing: key('d') },
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
