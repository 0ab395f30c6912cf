import type { Queries } from '@supergraph/kit/database';

import { isWritten } from '#src/data/words.ts';
import { wordsOf } from '#src/rules/fold.ts';
import type { Interpretation, Word } from '#src/rules/interpretation.ts';
import type { Speller } from '#src/rules/speller.ts';
import { synonymsOf } from '#src/rules/synonyms.ts';
import type { Criteria } from '#src/query/criteria.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

const MAX_WORDS = 12;
const MAX_REPAIRS = 40;
const SHORTEST_PREFIX = 2;

/**
 * The ways to read a query, the strictest first: the first that finds something is what was meant. Words that nobody
 * wrote are repaired from the start; when that finds nothing, any word may be mistyped; at last, most words are enough.
 */
export async function* interpret(
  { query, isTolerant, locales }: Criteria,
  { shelf, reader }: { readonly shelf: Shelf; readonly reader: Queries },
): AsyncGenerator<Interpretation> {
  const typed = [...new Set(wordsOf(query))].slice(0, MAX_WORDS);
  if (!isTolerant) {
    const words = typed.map((word) => ({ ...plain(word), exact: [word] }));
    yield { mode: 'main', words };
    yield { mode: 'all', words };
    return;
  }
  const spellers = shelf.vocabulary.spellersOf(locales);
  const isOpen = !/\s$/u.test(query);
  const words: Word[] = [];
  for (const [index, word] of typed.entries()) {
    const isLast = isOpen && index === typed.length - 1;
    words.push(await readWord(word, { spellers, reader, locales, isLast }));
  }
  yield { mode: 'main', words };
  yield { mode: 'all', words };
  const doubted = words.map((word) => doubt(word, spellers));
  yield { mode: 'main', words: doubted };
  yield { mode: 'all', words: doubted };
  yield { mode: 'some', words: doubted };
}

interface Reading {
  readonly spellers: readonly Speller[];
  readonly reader: Queries;
  readonly locales: readonly string[];
  readonly isLast: boolean;
}

async function readWord(word: string, reading: Reading): Promise<Word> {
  const { spellers, reader, locales, isLast } = reading;
  const prefix = isLast && word.length >= SHORTEST_PREFIX ? word : null;
  const known =
    spellers.some((speller) => speller.has(word)) ||
    (prefix !== null && spellers.some((speller) => speller.complete(prefix, 1).length > 0)) ||
    (await isWritten(reader, word));
  const synonyms = synonymsOf(word, locales);
  if (known || synonyms.length > 0) {
    return { ...plain(word), exact: [word, ...synonyms], prefix };
  }
  const repairs = repairsOf(word, spellers);
  return repairs.length === 0
    ? { ...plain(word), exact: [word], prefix }
    : { ...plain(word), exact: repairs, isRepaired: true };
}

/** A known word may still be another one mistyped. */
function doubt(word: Word, spellers: readonly Speller[]): Word {
  if (word.isRepaired) {
    return word;
  }
  const repairs = repairsOf(word.typed, spellers);
  return repairs.length === 0
    ? word
    : {
        ...word,
        exact: [...new Set([...word.exact, ...repairs])].slice(0, MAX_REPAIRS),
        isRepaired: true,
      };
}

function plain(word: string): Word {
  return { typed: word, exact: [], prefix: null, isRepaired: false };
}

/** The nearest words of all spellers: two edits only where one finds nothing. */
function repairsOf(word: string, spellers: readonly Speller[]): string[] {
  const repairs = spellers.flatMap((speller) => speller.repair(word));
  const fewest = Math.min(...repairs.map(({ edits }) => edits));
  const nearest = repairs.filter(({ edits }) => edits === fewest).map(({ term }) => term);
  return [...new Set(nearest)].slice(0, MAX_REPAIRS);
}
