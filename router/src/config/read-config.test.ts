import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { configShape } from './index.ts';
import { listMistypedVariables } from './overrides.ts';
import { type ConfigSources, readConfig } from './read-config.ts';

const FILE = '/etc/router/router.yaml';
const read = (text: string, sources: Partial<ConfigSources> = {}) =>
  readConfig({ text, file: FILE, env: {}, flags: {}, workingDirectory: '/srv', ...sources });
const faultsOf = (text: string, sources: Partial<ConfigSources> = {}): string => {
  try {
    read(text, sources);
    return 'no fault';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('readConfig', () => {
  it('needs nothing in the file', () => {
    expect(read('')).toMatchObject({
      listen: { port: 4000, host: '127.0.0.1' },
      limits: { depth: 20 },
    });
  });

  it('starts paths of the file at the file', () => {
    expect(read('supergraph: { file: graph.graphql }').supergraph.file).toBe(
      '/etc/router/graph.graphql',
    );
  });

  it('starts paths of the environment and of flags at the working directory', () => {
    expect(read('', { env: { SUPERGRAPH_FILE: 'a.graphql' } }).supergraph.file).toBe(
      '/srv/a.graphql',
    );
    expect(read('', { flags: { supergraph: 'b.graphql' } }).supergraph.file).toBe('/srv/b.graphql');
  });

  it('prefers a flag to the environment, and the environment to the file', () => {
    const text = 'listen: { port: 1, host: "::1" }';

    expect(read(text, { env: { PORT: '2' } }).listen).toMatchObject({ port: 2, host: '::1' });
    expect(read(text, { env: { PORT: '2' }, flags: { port: '3' } }).listen.port).toBe(3);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(read('listen: { port: 1 }', { env: { PORT: '' } }).listen.port).toBe(1);
  });

  it('reads service URLs from JSON', () => {
    const env = { SERVICE_URLS: '{"books":"http://127.0.0.1:4001"}' };

    expect(read('', { env }).subgraphs.urls).toEqual({ books: 'http://127.0.0.1:4001' });
  });

  it('names every fault at once, each with its line', () => {
    const text = [
      'listen:',
      '  prot: 4000',
      'limits:',
      '  depth: -1',
      'cross: {}',
      'introspection: auto',
    ].join('\n');

    const faults = faultsOf(text);

    expect(faults).toContain('line 2: listen.prot: there is no such key. Did you mean "port"?');
    expect(faults).toContain('line 4: limits.depth: ');
    expect(faults).toContain('line 5: cross: there is no such key. Did you mean "cors"?');
  });

  it('names the nearest value of an enumeration', () => {
    expect(faultsOf('log:\n  level: inof')).toMatch(
      /line 2: log\.level: .* Did you mean "info"\?/u,
    );
  });

  it('blames the variable a value came from', () => {
    expect(faultsOf('', { env: { PORT: 'http' } })).toContain('PORT: listen.port: ');
    expect(faultsOf('', { env: { SERVICE_URLS: '{' } })).toContain('SERVICE_URLS: must be JSON.');
    expect(faultsOf('', { flags: { port: '70000' } })).toContain('--port: listen.port: ');
  });

  it('names the line of broken YAML', () => {
    expect(faultsOf('listen:\n  host: [')).toMatch(/line \d+: /u);
  });

  it('never repeats a secret', () => {
    expect(faultsOf('', { env: { SIGNING_KEY: 'hunter2' } })).not.toContain('hunter2');
  });

  it.each([
    [
      'writes a header of the router',
      'headers: { forward: [{ header: x-graph-claims, to: [books] }] }',
    ],
    [
      'writes a header of the router under another name',
      'headers: { forward: [{ header: a, as: x-graph-claims, to: [b] }] }',
    ],
    ['names neither header nor cookie', 'headers: { forward: [{ to: [books] }] }'],
    [
      'has a default its pattern refuses',
      'headers: { context: [{ header: x-a, pattern: "^a$", default: b }] }',
    ],
    ['has a broken pattern', 'headers: { context: [{ header: x-a, pattern: "(", default: b }] }'],
  ])('refuses a header rule that %s', (_name, text) => {
    expect(faultsOf(text)).toContain('line 1: headers.');
  });

  it('never repeats a secret of the file, whatever it is', () => {
    expect(faultsOf('registry: { token: 4711 }')).toContain('registry.token: must be text.');
    expect(faultsOf('registry: { url: "ftp://me:hunter2@a" }')).not.toContain('hunter2');
  });

  it('refuses a document that is no mapping', () => {
    expect(faultsOf('[1]')).toContain('the file must be a mapping of keys to values, not a list.');
  });

  it.each<[string, string]>([
    ['limits: { depth: many }', 'limits.depth: must be a number, not "many".'],
    ['limits: { depth: }', 'limits.depth: must be a number, not empty.'],
    ['limits: { depth: [1] }', 'limits.depth: must be a number, not a list.'],
    ['limits: { depth: 1.5 }', 'limits.depth: must be a whole number, not "1.5".'],
    ['limits: 3', 'limits: must be a mapping of keys to values, not "3".'],
    ['listen: { port: 70000 }', 'listen.port: must be at most 65535, not "70000".'],
    ['listen: { port: -1 }', 'listen.port: must be at least 0, not "-1".'],
    ['listen: { host: "" }', 'listen.host: must not be empty'],
    ['subgraphs: { path: graphql }', 'subgraphs.path: must begin with "/", not "graphql".'],
    [
      'environment: staging',
      'environment: must be one of "development", "test", "production", not "staging".',
    ],
    [
      'subgraphs: { urls: { books: localhost:4001 } }',
      'subgraphs.urls.books: must be a URL such as "http://127.0.0.1:4001/graphql", or must be unix:/path/to.sock:/graphql, or must be a list, not "localhost:4001".',
    ],
  ])('says of "%s" what would be right', (text, fault) => {
    expect(faultsOf(text)).toContain(`line 1: ${fault}`);
  });

  it('quotes a variable as it was written', () => {
    expect(faultsOf('', { env: { PORT: 'abc' } })).toContain(
      'PORT: listen.port: must be a number, not "abc".',
    );
    expect(faultsOf('', { env: { NODE_ENV: 'prod' } })).toContain('not "prod"');
  });
});

describe('variables that are almost known', () => {
  it('are listed with the one that was meant', () => {
    expect(listMistypedVariables({ SUPERGRAPH_FLE: 'a', JWKS_URI: 'b' })).toEqual([
      { name: 'SUPERGRAPH_FLE', nearest: 'SUPERGRAPH_FILE' },
      { name: 'JWKS_URI', nearest: 'JWKS_URL' },
    ]);
  });

  it('are not those that are known, or mean something else', () => {
    const env = { SUPERGRAPH_FILE: 'a', HOME: '/', HOSTNAME: 'a', PATH: '/', NODE_OPTIONS: '' };

    expect(listMistypedVariables(env)).toEqual([]);
  });
});

describe('router.yaml', () => {
  const file = path.join(import.meta.dirname, '../../router.yaml');
  const text = readFileSync(file, 'utf8');

  it('is valid', () => {
    expect(() => read(text, { file })).not.toThrow();
  });

  it('says the defaults', () => {
    const { supergraph, studio, ...written } = read(text, { file });
    const { supergraph: graph, studio: pages, ...defaults } = configShape.parse({});

    expect(written).toEqual({ ...defaults, plans: { ...defaults.plans, directory: undefined } });
    expect(supergraph).toEqual({ ...graph, file: path.resolve(path.dirname(file), graph.file) });
    expect(studio).toEqual({ directory: path.resolve(path.dirname(file), pages.directory) });
  });

  it('names every key that there is', () => {
    const names = [...new Set(listKeys(configShape.parse({})))];

    expect(names.filter((name) => !new RegExp(`\\b${name}:`, 'u').test(text))).toEqual([]);
  });
});

function listKeys(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...listKeys(inner)])
    : [];
}
