import type { MaterialCode } from './materials.ts';
import type { OptionKind } from './options.ts';
import type { TraitCode } from './traits.ts';
import type { FrenchForm, Words } from './words.ts';
import { words } from './words.ts';

/** First level of the category tree. */
export interface Department {
  readonly key: string;
  readonly name: Words;
  /** Opening sentences; `%` stands for the product's noun. */
  readonly openings: readonly Words[];
  /** Invented names: none is meant to be a company. */
  readonly brands: readonly string[];
  readonly groups: readonly Group[];
  /** Countries beside US, GB and the euro area where this department sells. */
  readonly alsoIn: readonly ('JP' | 'KW')[];
}

/** Second level. */
export interface Group {
  readonly key: string;
  readonly name: Words;
  readonly leaves: readonly Leaf[];
}

/** Third level: one kind of product, with everything that makes its products plausible. */
export interface Leaf {
  readonly key: string;
  readonly name: Words;
  readonly noun: Words;
  readonly form: FrenchForm;
  /** Dollars, lowest and highest. */
  readonly usd: readonly [number, number];
  readonly grams: readonly [number, number];
  readonly options: readonly OptionKind[];
  readonly materials: readonly MaterialCode[];
  readonly traits: readonly TraitCode[];
  readonly measures: readonly Measure[];
  readonly taxClass: 'standard' | 'reduced';
}

/** A numeric attribute: code, lowest, highest, unit. */
export type Measure = readonly [code: string, low: number, high: number, unit: string];

interface LeafText {
  /** Category name, then the noun of a product name. */
  readonly names: readonly [category: string, noun: string, form: FrenchForm];
  readonly usd: readonly [number, number];
  readonly grams: readonly [number, number];
  readonly options?: readonly OptionKind[];
  readonly materials?: readonly MaterialCode[];
  readonly traits: readonly TraitCode[];
  readonly measures?: readonly Measure[];
  readonly reduced?: boolean;
}

export function leaf(key: string, text: LeafText): Leaf {
  const [category, noun, form] = text.names;
  return {
    key,
    name: words(category),
    noun: words(noun),
    form,
    usd: text.usd,
    grams: text.grams,
    options: text.options ?? [],
    materials: text.materials ?? [],
    traits: text.traits,
    measures: text.measures ?? [],
    taxClass: text.reduced === true ? 'reduced' : 'standard',
  };
}

export function group(key: string, name: string, leaves: readonly Leaf[]): Group {
  return { key, name: words(name), leaves };
}
