import { describe, expect, it } from 'vitest';

import { formatPlayback, playBack } from './play-back.ts';
import { type PriceLine, readPriceLines } from './price-line.ts';
import { recordPrices } from './record.ts';

const AT = '2026-03-01T12:00:00.000Z';
const line = (sku: string, amount: number | null, currency = 'EUR'): PriceLine => ({
  type: 'listPrice',
  sku,
  currency,
  amount,
  at: AT,
});

const answering = (answers: Readonly<Record<string, number | null>>) => ({
  askPricing: (skus: readonly string[], currency: string) =>
    Promise.resolve(
      new Map(
        skus.flatMap((sku) => {
          const amount = answers[`${sku} ${currency}`];
          return amount === undefined ? [] : [[sku, amount] as const];
        }),
      ),
    ),
});

describe('playing recorded answers back', () => {
  it('finds nothing where both say the same, also that there is no price', async () => {
    const pricing = answering({ 'A EUR': 100, 'B EUR': null });
    expect(await playBack(pricing, [line('A', 100), line('B', null)])).toEqual({
      compared: 2,
      differences: [],
    });
  });

  it.each([
    ['a minor unit more', 101],
    ['no price', null],
  ])('finds %s', async (_, amount) => {
    const { differences } = await playBack(answering({ 'A EUR': amount }), [line('A', 100)]);
    expect(differences).toEqual([
      { sku: 'A', currency: 'EUR', erp: 100, pricing: amount, recordedAt: AT },
    ]);
  });

  it('finds a SKU that pricing does not know', async () => {
    const { differences } = await playBack(answering({}), [line('A', null)]);
    expect(differences).toMatchObject([{ erp: null, pricing: 'unknown sku' }]);
  });

  it('compares currencies by themselves', async () => {
    const pricing = answering({ 'A EUR': 100, 'A USD': 100 });
    const { differences } = await playBack(pricing, [line('A', 100), line('A', 108, 'USD')]);
    expect(differences).toMatchObject([{ currency: 'USD' }]);
  });

  it('says the first 20 differences and how many there are', async () => {
    const lines = Array.from({ length: 700 }, (_, at) => line(`S${at}`, at));
    const report = formatPlayback(await playBack(answering({}), lines));
    expect(report.split('\n')).toHaveLength(22);
    expect(report).toContain('S0 EUR: the ERP says 0, pricing unknown sku');
    expect(report).toMatch(/and 680 more.*\n700 answers compared, 700 different\.$/u);
  });
});

describe('a file of recorded answers', () => {
  it('is read back as it was written', () => {
    const lines = [line('A', 100), line('B', null)];
    expect(readPriceLines(lines.map((one) => `${JSON.stringify(one)}\n`).join(''))).toEqual(lines);
  });

  it.each(['nonsense', '{"type":"price"}', JSON.stringify({ ...line('A', 1), amount: 1.5 })])(
    'with %s is refused with the number of the line',
    (bad) => {
      const text = `${JSON.stringify(line('A', 1))}\n${bad}\n`;
      expect(() => readPriceLines(text)).toThrow(/^Line 2 is no recorded list price/u);
    },
  );
});

describe('recording', () => {
  const sleep = () => Promise.resolve();
  async function* listSkus() {
    yield await Promise.resolve(['A', 'B']);
  }

  it('asks again for what the ERP does not say at once', async () => {
    let calls = 0;
    const askErp = (skus: readonly string[]) => {
      calls += 1;
      return Promise.resolve(
        skus.filter((sku) => sku === 'A' || calls > 2).map((sku) => line(sku, 1)),
      );
    };
    expect(await recordPrices({ services: { listSkus, askErp }, sleep }, ['EUR'])).toEqual([
      line('A', 1),
      line('B', 1),
    ]);
    expect(calls).toBe(3);
  });

  it('ends with an error when the ERP never says it', async () => {
    const askErp = () => Promise.resolve([line('A', 1)]);
    await expect(recordPrices({ services: { listSkus, askErp }, sleep }, ['EUR'])).rejects.toThrow(
      'The ERP does not say what "B" costs in EUR now.',
    );
  });
});
