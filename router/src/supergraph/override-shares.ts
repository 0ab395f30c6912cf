import { z } from 'zod';

const sharesShape = z.record(z.string(), z.number().min(0).max(100));

/** For how many of 100 requests labels of progressive @override hold. */
export type OverrideShares = Readonly<z.output<typeof sharesShape>>;

/** Undefined for what is of another form. */
export function parseOverrideShares(text: string): OverrideShares | undefined {
  try {
    return sharesShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
