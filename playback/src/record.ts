import type { Sleep } from '@supergraph/kit/clock';

import type { PriceLine } from './price-line.ts';
import type { PriceServices } from './services.ts';

/** As many as are asked for in one call to the ERP: it takes long over many. */
const AT_ONCE = 100;
const TRIES = 5;
const PAUSE_MS = 1000;

interface RecordDeps {
  readonly services: Pick<PriceServices, 'listSkus' | 'askErp'>;
  readonly sleep: Sleep;
}

/** Everything the ERP says of the SKUs that pricing knows. Throws when it does not say something of one in five tries. */
export async function recordPrices(
  { services, sleep }: RecordDeps,
  currencies: readonly string[],
): Promise<PriceLine[]> {
  const recorded: PriceLine[] = [];
  for await (const page of services.listSkus()) {
    const asked = chunk(page).flatMap((skus) => currencies.map((currency) => ({ skus, currency })));
    for (const question of asked) {
      recorded.push(...(await askUntilSaid({ services, sleep }, question)));
    }
  }
  return recorded;
}

interface Asked {
  readonly skus: readonly string[];
  readonly currency: string;
}

async function askUntilSaid(
  { services, sleep }: RecordDeps,
  { skus, currency }: Asked,
): Promise<PriceLine[]> {
  const lines = new Map<string, PriceLine>();
  let missing = skus;
  for (let at = 0; at < TRIES && missing.length > 0; at++) {
    await (at > 0 ? sleep(PAUSE_MS * at) : undefined);
    for (const line of await services.askErp(missing, currency)) {
      lines.set(line.sku, line);
    }
    missing = skus.filter((sku) => !lines.has(sku));
  }
  const [first] = missing;
  if (first !== undefined) {
    throw new Error(`The ERP does not say what "${first}" costs in ${currency} now.`);
  }
  return [...lines.values()];
}

function chunk(skus: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(skus.length / AT_ONCE) }, (_, index) =>
    skus.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}
