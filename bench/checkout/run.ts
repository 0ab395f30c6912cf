// Checkouts with all their steps, through the router, with the real services and the simulators on this machine.
// `pnpm bench:checkout [--checkouts 400] [--shoppers 8] [--keep]`; --keep writes bench/results/checkout.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { startGraph } from '@supergraph/e2e/start-graph';

import { readCpu } from './cpu.ts';
import { render } from './report.ts';
import { type Bought, buy, findOnSale, restock } from './shopper.ts';

const WARM_UP = 40;

const { values } = parseArgs({
  options: {
    checkouts: { type: 'string', default: '400' },
    shoppers: { type: 'string', default: '8' },
    keep: { type: 'boolean', default: false },
  },
});
const checkouts = Number(values.checkouts);
const shoppers = Number(values.shoppers);

await using graph = await startGraph({ env: { LOG_LEVEL: 'warn' } });
const sku = await findOnSale(graph.url);
await restock(graph.url, sku, checkouts + WARM_UP);

/** So many, each shopper one after the other, all shoppers at once. */
async function buyAll(count: number): Promise<Bought[]> {
  let left = count;
  const bought: Bought[] = [];
  const shop = async (): Promise<void> => {
    while (left-- > 0) {
      bought.push(await buy(graph.url, sku.variantId));
    }
  };
  await Promise.all(Array.from({ length: shoppers }, shop));
  return bought;
}

await buyAll(WARM_UP);
const before = readCpu(graph.runner.pid);
const started = performance.now();
const bought = await buyAll(checkouts);
const seconds = (performance.now() - started) / 1000;
const cpu = readCpu(graph.runner.pid, before);
const text = render({ bought, seconds, shoppers, cpu });
console.log(text);
if (values.keep) {
  writeFileSync(path.join(import.meta.dirname, '../results/checkout.md'), text);
}
