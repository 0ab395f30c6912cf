import { describe, expect, it } from 'vitest';

import { localeChain, pickByLocale } from './locales.ts';

describe('localeChain', () => {
  it.each([
    ['de-CH', 'en', ['de-CH', 'de', 'en']],
    ['zh-Hant-TW', 'en', ['zh-Hant-TW', 'zh-Hant', 'zh', 'en']],
    ['en', 'en', ['en']],
    ['fr', 'en-GB', ['fr', 'en-GB', 'en']],
  ])('of %s with default %s is %j', (locale, fallback, chain) => {
    expect(localeChain(locale, fallback)).toEqual(chain);
  });
});

describe('pickByLocale', () => {
  const rows = [{ locale: 'fr' }, { locale: 'en' }, { locale: 'de' }];

  it('prefers the earlier locale of the chain', () => {
    expect(pickByLocale(rows, ['de-CH', 'de', 'en'])).toEqual({ locale: 'de' });
  });

  it('takes any row when none is in the chain', () => {
    expect(pickByLocale(rows, ['ja'])).toEqual({ locale: 'fr' });
  });

  it('finds nothing among no rows', () => {
    expect(pickByLocale([], ['en'])).toBeUndefined();
  });
});
