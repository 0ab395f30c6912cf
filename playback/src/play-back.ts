import { type Difference, findDifferences } from './compare.ts';
import type { PriceLine } from './price-line.ts';
import type { PriceServices } from './services.ts';

const AT_ONCE = 500;

/** What playing recorded answers back came to. */
export interface Playback {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** Asks pricing all that the ERP was asked, and compares. */
export async function playBack(
  services: Pick<PriceServices, 'askPricing'>,
  recorded: readonly PriceLine[],
): Promise<Playback> {
  const differences: Difference[] = [];
  for (const [currency, lines] of Map.groupBy(recorded, (line) => line.currency)) {
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      const part = lines.slice(at, at + AT_ONCE);
      const answers = await services.askPricing(
        part.map(({ sku }) => sku),
        currency,
      );
      differences.push(...findDifferences(part, answers));
    }
  }
  return { compared: recorded.length, differences };
}

const SHOWN = 20;

/** For people: the first differences, and how many there are. */
export function formatPlayback({ compared, differences }: Playback): string {
  const lines = differences
    .slice(0, SHOWN)
    .map(
      ({ sku, currency, erp, pricing }) =>
        `${sku} ${currency}: the ERP says ${describe(erp)}, pricing ${describe(pricing)}`,
    );
  const more = differences.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`and ${more} more; --format json has all`] : []),
    `${compared} answers compared, ${differences.length === 0 ? 'no difference' : `${differences.length} different`}.`,
  ].join('\n');
}

const describe = (amount: number | string | null): string => String(amount ?? 'no price');
