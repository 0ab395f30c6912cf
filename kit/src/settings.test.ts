import { expect, it } from 'vitest';
import { z } from 'zod';

import { databaseFileOf, readServiceSettings } from './settings.ts';

it('names every fault of the environment in one error', () => {
  const env = {
    PORT: '70000',
    LOG_LEVEL: 'loud',
    CALLER_KEYS: '{router:1}',
    SERVICE_URLS: '{"cart":"here"}',
  };
  expect(() => readServiceSettings({ STOREFRONT_URL: z.url() }, env)).toThrow(
    /PORT: [^]*LOG_LEVEL: [^]*CALLER_KEYS: must be JSON[^]*SERVICE_URLS\.cart: [^]*STOREFRONT_URL: /u,
  );
});

it('refuses a signing key that is too short', () => {
  expect(() => readServiceSettings({}, { SIGNING_KEY: 'abc' })).toThrow('at least 32 bytes in hex');
});

it('takes an empty variable for one that is not set', () => {
  expect(readServiceSettings({}, { LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
});

it('lets nobody call when no key is set', () => {
  expect(readServiceSettings({}, {}).CALLER_KEYS).toEqual({});
});

it('keeps one file per service under the data folder', () => {
  const settings = readServiceSettings({}, { DATA_DIR: '/data' });
  expect(databaseFileOf('cart', settings)).toBe('/data/cart.db');
});
