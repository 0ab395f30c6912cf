import { query } from './query.ts';
import { Random } from './random.ts';
import type { SoughtProduct } from './search-index.ts';

const SEARCH = `query ($query: String!, $typoTolerance: TypoTolerance, $first: Int) {
  search(input: { query: $query, typoTolerance: $typoTolerance }, first: $first) { correctedQuery nodes { id } } }`;
const WORD = /\p{L}{4,}/gu;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');
/** Requests at once: more only wait for one another. */
const WIDTH = 4;

export interface Quality {
  readonly locale: string;
  readonly queries: number;
  /** Shares of the queries, 0 to 1. */
  readonly exactInFirst5: number;
  readonly typoInFirst10: number;
  readonly typoInFirst10WithoutRepair: number;
  /** Of the mistyped queries, those that were read as they were meant. */
  readonly readAsMeant: number;
  /** What did not find its item, with the name that was meant. */
  readonly missed: readonly string[];
}

export interface Sample {
  readonly locale: string;
  readonly queries: number;
  readonly seed: number;
}

interface Sought {
  readonly id: string;
  readonly name: string;
  readonly mistyped: string;
}

/** Asks for products, each drawn with the same chance, by their names, whole and with one typing mistake in one word. */
export async function measureQuality(
  url: string,
  products: readonly SoughtProduct[],
  { locale, queries, seed }: Sample,
): Promise<Quality> {
  const random = new Random(seed);
  const named = products.filter(({ names }) => names[locale]?.match(WORD) != null);
  const judged: (Sought & Found)[] = [];
  while (judged.length < queries) {
    const some = Array.from({ length: Math.min(WIDTH, queries - judged.length) }, () => {
      const { id, names } = random.pick(named);
      const name = names[locale] ?? '';
      return { id, name, mistyped: mistype(name, random) };
    });
    judged.push(...(await Promise.all(some.map((one) => judge(url, one, locale)))));
  }
  const share = (isFound: (one: Found) => boolean): number =>
    judged.filter(isFound).length / queries;
  return {
    locale,
    queries,
    exactInFirst5: share(({ isExactFound }) => isExactFound),
    typoInFirst10: share(({ isTypoFound }) => isTypoFound),
    readAsMeant: share(({ isReadAsMeant }) => isReadAsMeant),
    typoInFirst10WithoutRepair: share(({ isFoundWithoutRepair }) => isFoundWithoutRepair),
    missed: judged.flatMap(({ name, mistyped, isExactFound, isTypoFound }) => [
      ...(isExactFound ? [] : [name]),
      ...(isTypoFound ? [] : [`${mistyped} (${name})`]),
    ]),
  };
}

type SearchVariables = Readonly<{ query: string; first: number; typoTolerance?: 'OFF' }>;

interface Found {
  readonly isExactFound: boolean;
  readonly isTypoFound: boolean;
  readonly isFoundWithoutRepair: boolean;
  readonly isReadAsMeant: boolean;
}

async function judge(url: string, sought: Sought, locale: string): Promise<Sought & Found> {
  const find = async (variables: SearchVariables) => {
    const { data, errors } = await query(url, {
      query: SEARCH,
      variables,
      headers: { 'x-locale': locale },
    });
    if (errors !== undefined) {
      throw new Error(`"${variables.query}" was answered with ${JSON.stringify(errors)}`);
    }
    const { nodes, correctedQuery } = data.search;
    return { correctedQuery, isFound: nodes.some(({ id }: { id: string }) => id === sought.id) };
  };
  const typo = { query: sought.mistyped, first: 10 };
  const repaired = await find(typo);
  return {
    ...sought,
    isExactFound: (await find({ query: sought.name, first: 5 })).isFound,
    isTypoFound: repaired.isFound,
    isReadAsMeant: lettersOf(repaired.correctedQuery ?? '') === lettersOf(sought.name),
    isFoundWithoutRepair: (await find({ ...typo, typoTolerance: 'OFF' })).isFound,
  };
}

/** Corrected queries are folded: without accents, case, signs and words that come twice. */
function lettersOf(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replaceAll('ß', 'ss').replaceAll('œ', 'oe');
  const words = plain.replaceAll(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].join(' ');
}

/** The name with one letter left out, put in, changed, or swapped with the next one, in a word of four letters or more. */
function mistype(name: string, random: Random): string {
  const { 0: word, index } = random.pick([...name.matchAll(WORD)]);
  let mistyped = word;
  while (mistyped === word) {
    mistyped = mistypeWord(word, random);
  }
  return name.slice(0, index) + mistyped + name.slice(index + word.length);
}

function mistypeWord(word: string, random: Random): string {
  const letter = random.pick(LETTERS);
  const kind = random.below(4);
  const at = random.below(kind === 0 ? word.length + 1 : word.length);
  const [before, here, next] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
  switch (kind) {
    case 0:
      return before + letter + here + next;
    case 1:
      return before + next;
    case 2:
      return before + letter + next;
    default:
      return before + next.slice(0, 1) + here + next.slice(1);
  }
}

/** What is asked of searches, in words, where it is not met; with the queries that failed. */
export function listShortfalls({ missed, ...quality }: Quality): string[] {
  const { exactInFirst5, typoInFirst10, readAsMeant } = quality;
  return [
    ...(exactInFirst5 < 0.995 ? [`exact names: ${exactInFirst5} < 0.995`, ...missed] : []),
    ...(typoInFirst10 < 0.98 ? [`one typo: ${typoInFirst10} < 0.98`, ...missed] : []),
    // Most of the words find most products too: that nothing is repaired would not show above.
    ...(readAsMeant < 0.9 ? [`read as meant: ${readAsMeant} < 0.9`] : []),
  ];
}
