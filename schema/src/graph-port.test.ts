import { expect, it } from 'vitest';

import { openRegistryClient } from './commands/registry-client.ts';
import { readGraphPort } from './graph-port.ts';

it.each([
  ['nothing', {}, 4000],
  ['an empty text', { GRAPH_PORT: '' }, 4000],
  ['a port', { GRAPH_PORT: '5000' }, 5000],
])('is what %s says', (_what, env, port) => {
  expect(readGraphPort(env)).toBe(port);
});

it.each(['abc', '0', '65500', '4000.5'])('is not "%s", and says what a port is', (text) => {
  expect(() => readGraphPort({ GRAPH_PORT: text })).toThrow(
    `GRAPH_PORT is "${text}": a port is a number from 1 to 65000.`,
  );
});

it.each(['nonsense', 'localhost:4100', 'ftp://host'])(
  'a registry cannot be at "%s", and the command says what would be right',
  (text) => {
    expect(() => openRegistryClient('.', { GRAPH_REGISTRY: text, GRAPH_TOKEN: 'token' })).toThrow(
      `GRAPH_REGISTRY is "${text}", which is no URL: say GRAPH_REGISTRY=http://HOST:PORT.`,
    );
  },
);
