import type { Interpretation, Word } from '#src/rules/interpretation.ts';
import { selectTop } from '#src/rules/select-top.ts';
import type { Criteria } from '#src/query/criteria.ts';
import { interpret } from '#src/query/interpret.ts';
import { type Match, type Matching, match, matchCode, matchEverything } from '#src/query/match.ts';

/** A query as it was read, and all it finds before anything narrows it. */
export interface Reading {
  /** Null without a query. */
  readonly interpretation: Interpretation | null;
  readonly matches: readonly Match[];
  /** The words looked for, one space between. */
  readonly text: string;
  /** Null when nothing was repaired. */
  readonly correctedQuery: string | null;
}

/** Reads a query; a later page is given the interpretation of the first one. */
export async function readQuery(
  criteria: Criteria,
  matching: Matching,
  given?: Interpretation,
): Promise<Reading> {
  if (criteria.query.trim() === '') {
    const matches = matchEverything(matching);
    return { interpretation: null, matches, text: '', correctedQuery: null };
  }
  const coded = await matchCode(criteria.query, matching);
  if (given !== undefined) {
    return toReading(given, merge(coded, await match(given, matching)));
  }
  let last: Interpretation = { mode: 'main', words: [] };
  for await (const interpretation of interpret(criteria, matching)) {
    const matches = merge(coded, await match(interpretation, matching));
    if (matches.length > 0) {
      return toReading(interpretation, matches);
    }
    last = interpretation;
  }
  return toReading(last, []);
}

/** Products with the code stand for themselves, not for their words. */
function merge(coded: readonly Match[], worded: readonly Match[]): readonly Match[] {
  if (coded.length === 0) {
    return worded;
  }
  const byCode = new Map(coded.map((one) => [one.product.id, one]));
  return [...byCode.values(), ...worded.filter(({ product }) => !byCode.has(product.id))];
}

function toReading(interpretation: Interpretation, matches: readonly Match[]): Reading {
  const [best] = selectTop(matches, 1, (one, other) => other.score - one.score);
  const seen = new Set(best?.doc.nameKey.split(' '));
  const typed = interpretation.words.map((word) => word.typed).join(' ');
  const text = interpretation.words.map((word) => meant(word, seen)).join(' ');
  const isRepaired = matches.length > 0 && text !== typed;
  return { interpretation, matches, text, correctedQuery: isRepaired ? text : null };
}

/** Of several repairs the one that the best hit has. */
function meant({ typed, exact, isRepaired }: Word, seen: ReadonlySet<string>): string {
  if (!isRepaired || seen.has(typed)) {
    return typed;
  }
  return exact.find((word) => seen.has(word)) ?? exact[0] ?? typed;
}
