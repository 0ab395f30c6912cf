import { generateDemo } from '@supergraph/demo/generate';
import type { Profile } from '@supergraph/demo/profiles';
import { hashId } from '@supergraph/kit/ids';

import { query } from './query.ts';
import { askUntil } from './shop.ts';
import type { RunningGraph } from './start-graph.ts';

/** A product of the import format, as far as searches are judged by it. */
export interface SoughtProduct {
  readonly id: string;
  /** By locale. */
  readonly names: Readonly<Record<string, string>>;
}

/** The products for sale among lines of the import format. */
export function readProducts(lines: Iterable<string>): SoughtProduct[] {
  return [...lines].flatMap((text) => {
    const line = JSON.parse(text);
    return line.type === 'product' && (line.status ?? 'ACTIVE') === 'ACTIVE'
      ? { id: hashId('prod', 'product', line.key), names: line.name }
      : [];
  });
}

export const demoProducts = (profile: Profile): SoughtProduct[] =>
  readProducts(generateDemo({ profile }));

const COUNT = '{ search(first: 1) { totalCount } }';

/** Resolves when search has so many products or more, and has read all that its producers have told. */
export async function waitForIndex(
  { url, serviceUrls }: Pick<RunningGraph, 'url' | 'serviceUrls'>,
  products: number,
): Promise<void> {
  await askUntil(
    () => query(url, { query: COUNT }),
    ({ data }) => data?.search?.totalCount >= products,
    120_000,
  );
  await waitForConsumers(serviceUrls['search'] ?? '');
}

/** Resolves when an instance has read all that its producers have told. */
export async function waitForConsumers(url: string): Promise<void> {
  let lags: readonly number[] = [];
  while (lags.length < 2 || lags.some((lag) => lag > 0)) {
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    lags = await readLags(url);
  }
}

/** Events that each consumer of an instance has yet to read. */
export async function readLags(url: string): Promise<number[]> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return [...metrics.matchAll(/^event_consumer_lag\{.*\} (\d+)$/gmu)].map(([, lag]) => Number(lag));
}
