import { statSync } from 'node:fs';
import path from 'node:path';

import { createTestFolder } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

import { callersOf, readOrCreateKeys } from '#src/keys.ts';
import type { ServiceSpec } from '#src/services.ts';

const spec = (name: string, calls: readonly string[] = []): ServiceSpec => ({
  name,
  calls,
  entry: '',
  port: 1,
});

it('keeps the keys it made', () => {
  using folder = createTestFolder();
  const made = readOrCreateKeys(folder.path, ['router']);
  expect(readOrCreateKeys(folder.path, ['router'])).toEqual(made);
});

it('makes a key for a newcomer and keeps the others', () => {
  using folder = createTestFolder();
  const { router } = readOrCreateKeys(folder.path, ['router']);
  const keys = readOrCreateKeys(folder.path, ['router', 'cart']);
  expect(keys).toEqual({ router, cart: expect.stringMatching(/^[0-9a-f]{64}$/u) });
});

it('lets only the owner read the file', () => {
  using folder = createTestFolder();
  readOrCreateKeys(folder.path, ['router']);
  expect(statSync(path.join(folder.path, 'keys.json')).mode & 0o077).toBe(0);
});

it('accepts, beside the router and the command line, just the services that declare to call', () => {
  const services = [spec('catalog'), spec('pricing', ['catalog']), spec('cart', ['pricing'])];
  expect(callersOf(services[0] ?? spec(''), services)).toEqual(['router', 'graph', 'pricing']);
});
