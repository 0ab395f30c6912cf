import { editDistance } from './edit-distance.ts';

/** Words differ somewhere in their first letters: deletes of these alone keep the table small. */
const PREFIX_LENGTH = 7;
const LONG_WORD = 8;
const SHORTEST_WORD = 4;

export interface Repair {
  readonly term: string;
  readonly edits: number;
}

export interface Speller {
  add(term: string): void;
  has(term: string): boolean;
  /** Known words with this beginning, at most so many, in alphabetical order. */
  complete(prefix: string, most: number): string[];
  /** Words within the allowed edits, the nearest first, those that are equally near as the vocabulary has them. */
  repair(word: string): Repair[];
}

/** How many edits a word of this length may be away: 1 from 4 letters, 2 from 8. */
export function maxEditsOf(word: string): number {
  if (word.length < SHORTEST_WORD) {
    return 0;
  }
  return word.length < LONG_WORD ? 1 : 2;
}

/**
 * Finds near words without comparing with all of them (SymSpell): a word and what it was typed as have a common form
 * when letters are left out of both.
 */
export function createSpeller(): Speller {
  const terms = new Set<string>();
  const termsByDelete = new Map<string, string[]>();
  let sorted: string[] | undefined;

  return {
    has: (term) => terms.has(term),
    add(term) {
      if (terms.has(term)) {
        return;
      }
      terms.add(term);
      sorted = undefined;
      for (const form of deletesOf(term, maxEditsOf(term))) {
        const known = termsByDelete.get(form);
        if (known === undefined) {
          termsByDelete.set(form, [term]);
        } else {
          known.push(term);
        }
      }
    },
    complete(prefix, most) {
      sorted ??= [...terms].toSorted();
      const start = lowerBound(sorted, prefix);
      return sorted.slice(start, start + most).filter((term) => term.startsWith(prefix));
    },
    repair(word) {
      const near = new Map<string, number>();
      const allowed = maxEditsOf(word);
      // A word of four letters that has lost one is still one of those that are repaired.
      const max = word.length === SHORTEST_WORD - 1 ? 1 : allowed;
      for (const form of max === 0 ? [] : deletesOf(word, allowed)) {
        for (const term of termsByDelete.get(form) ?? []) {
          if (!near.has(term)) {
            near.set(term, editDistance(word, term, max));
          }
        }
      }
      return [...near]
        .filter(([, edits]) => edits > 0 && edits <= max)
        .map(([term, edits]) => ({ term, edits }))
        .toSorted((one, other) => one.edits - other.edits);
    },
  };
}

function deletesOf(word: string, edits: number): Set<string> {
  const start = word.slice(0, PREFIX_LENGTH);
  const forms = new Set([start]);
  let shorter = [start];
  for (let round = 0; round < edits; round++) {
    shorter = shorter.flatMap(dropEach);
    for (const form of shorter) {
      forms.add(form);
    }
  }
  return forms;
}

function dropEach(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
}

function lowerBound(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
