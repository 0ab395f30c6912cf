import { z } from 'zod';

/** What the ERP answered for one SKU in one currency; null: it has no price. It is a line of the import format too. */
export const priceLine = z.object({
  type: z.literal('listPrice'),
  sku: z.string().min(1),
  currency: z.string().length(3),
  amount: z.int().nullable(),
  at: z.iso.datetime(),
});
export type PriceLine = z.output<typeof priceLine>;

/** Reads recorded answers. Throws with the number of the first line that is none. */
export function readPriceLines(text: string): PriceLine[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') {
      return [];
    }
    const read = priceLine.safeParse(parse(line));
    if (!read.success) {
      const [issue] = read.error.issues;
      const where = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
      throw new Error(`Line ${index + 1} is no recorded list price. ${where}`);
    }
    return [read.data];
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
