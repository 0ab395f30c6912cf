import { readJson } from '@supergraph/kit/read-json';
import { z } from 'zod';

/** One word of a query and what may stand for it: each a folded word of letters and digits. */
export interface Word {
  readonly typed: string;
  /** As typed, synonyms, repairs. */
  readonly exact: readonly string[];
  /** Words may go on after this. */
  readonly prefix: string | null;
  readonly isRepaired: boolean;
}

/**
 * How a query is read. `main`: all words in name, brand, categories, attributes or SKU. `all`: the description
 * counts too. `some`: at least half of the words.
 */
export interface Interpretation {
  readonly mode: 'main' | 'all' | 'some';
  readonly words: readonly Word[];
}

const folded = z.string().regex(/^[\p{L}\p{N}]{1,200}$/u);
const shape = z.tuple([
  z.enum(['main', 'all', 'some']),
  z
    .array(
      z
        .tuple([folded, z.array(folded).max(60), folded.nullable(), z.boolean()])
        // Cursors come back from clients: a word without a form would be no expression.
        .refine(([, exact, prefix]) => exact.length > 0 || prefix !== null),
    )
    .max(12),
]);

/** As it travels in cursors: a later page is read as the first one was, whatever the vocabulary has learnt since. */
export function writeInterpretation({ mode, words }: Interpretation): string {
  return JSON.stringify([
    mode,
    words.map(({ typed, exact, prefix, isRepaired }) => [typed, exact, prefix, isRepaired]),
  ]);
}

/** Undefined when it is not one. */
export function readInterpretation(text: string): Interpretation | undefined {
  const checked = shape.safeParse(readJson(text));
  if (!checked.success) {
    return undefined;
  }
  const [mode, words] = checked.data;
  return {
    mode,
    words: words.map(([typed, exact, prefix, isRepaired]) => ({
      typed,
      exact,
      prefix,
      isRepaired,
    })),
  };
}
