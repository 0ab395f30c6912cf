import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

import type { CpuByProcess } from './cpu.ts';
import { type Bought, STEPS } from './shopper.ts';

export interface CheckoutResult {
  readonly bought: readonly Bought[];
  readonly seconds: number;
  readonly shoppers: number;
  readonly cpu: CpuByProcess;
}

/** The whole of bench/results/checkout.md. */
export function render({ bought, seconds, shoppers, cpu }: CheckoutResult): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const whole = bought.map((one) => STEPS.reduce((sum, step) => sum + one[step], 0));
  const total = [...cpu.values()].reduce((sum, used) => sum + used, 0);
  const perCheckout = (used: number): string => ((used * 1000) / bought.length).toFixed(1);
  return [
    '# Checkout',
    '',
    '`pnpm bench:checkout --keep`: guests who each buy one unit, through the router, in five requests: a cart, begin, address, delivery, complete. All services, the payment provider and',
    'the ERP are real processes of this machine, as is what sends the requests; freight is warm.',
    '',
    `Node ${process.version} on ${type()} ${release()}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB.`,
    '',
    `**${(bought.length / seconds).toFixed(1)} checkouts a second** (asked: 30): ${bought.length} of ${shoppers} shoppers at once in ${seconds.toFixed(1)} s; ${(total / seconds).toFixed(2)} processors were busy.`,
    '',
    '| request | p50 ms | p95 ms |',
    '|---|---|---|',
    ...STEPS.map((step) => `| ${step} | ${spread(bought.map((one) => one[step]))} |`),
    `| all five | ${spread(whole)} |`,
    '',
    '| process | processor ms a checkout | share |',
    '|---|---|---|',
    ...[...cpu]
      .toSorted(([, one], [, other]) => other - one)
      .map(
        ([name, used]) =>
          `| ${name} | ${perCheckout(used)} | ${((used / total) * 100).toFixed(0)} % |`,
      ),
    `| all | ${perCheckout(total)} | |`,
    '',
  ].join('\n');
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `${at(0.5)} | ${at(0.95)}`;
}
