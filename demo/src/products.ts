import { shelves, type Shelf } from './grammar/departments.ts';
import type { Leaf } from './grammar/department.ts';
import { materials } from './grammar/materials.ts';
import { models } from './grammar/models.ts';
import { drawChoices, type Choice } from './grammar/options.ts';
import type { Trait } from './grammar/trait.ts';
import { traits, type TraitCode } from './grammar/traits.ts';
import { agree, capitalise, LOCALES, titleCase, type Words } from './grammar/words.ts';
import { demoKey } from './keys.ts';
import type { AttributeValue, ProductLine, Variant } from './lines.ts';
import { createRandom, type Random } from './random.ts';

/** A product line with what its prices are made from. */
export interface Item {
  readonly line: ProductLine;
  readonly shelf: Shelf;
  /** Dollar cents by sku. */
  readonly dollarCents: ReadonlyMap<string, number>;
}

/** Shares no divisor with the number of shelves, so a short run already reaches every department. */
const STRIDE = 29;

/** The product of one index, the same in every profile. */
export function createItem(index: number, seed: number): Item {
  const shelf = shelfAt(index);
  const random = createRandom(seed, 'product', index);
  const design = drawDesign(shelf, random);
  const key = demoKey(`p-${String(index).padStart(5, '0')}`);
  const name = nameOf(design);
  const { variants, dollarCents } = createVariants({ key, index, leaf: shelf.leaf }, random);
  const line: ProductLine = {
    type: 'product',
    key,
    status: drawStatus(random),
    brand: design.brand,
    categoryKeys: [demoKey(shelf.leaf.key)],
    name,
    subtitle: subtitleOf(design),
    description: descriptionOf(design, random.pick(shelf.department.openings)),
    taxClass: shelf.leaf.taxClass,
    attributes: attributesOf(design),
    media: [1, 2].map((number) => ({
      url: `https://img.example/products/${key}/${number}.svg`,
      alt: name.en,
      width: 1200,
      height: 1200,
    })),
    variants,
  };
  return { line, shelf, dollarCents };
}

function shelfAt(index: number): Shelf {
  const shelf = shelves[(index * STRIDE) % shelves.length];
  if (shelf === undefined) {
    throw new RangeError(`There is no shelf for product ${index}.`);
  }
  return shelf;
}

interface Design {
  readonly leaf: Leaf;
  readonly brand: string;
  readonly model: string;
  readonly traits: readonly Trait[];
  readonly material: Words | undefined;
  readonly measures: readonly AttributeValue[];
}

function drawDesign({ department, leaf }: Shelf, random: Random): Design {
  const generation = random.chance(0.35) ? ` ${random.between(2, 9)}` : '';
  return {
    leaf,
    brand: random.pick(department.brands),
    model: random.pick(models) + generation,
    traits: drawTraits(leaf.traits, random),
    material: leaf.materials.length === 0 ? undefined : materials[random.pick(leaf.materials)],
    measures: leaf.measures.map(([code, low, high, unit]) => ({
      code,
      value: String(random.between(low, high)),
      unit,
    })),
  };
}

/** Two or three, beginning anywhere, so that each of them leads some name. */
function drawTraits(codes: readonly TraitCode[], random: Random): Trait[] {
  const drawn = withoutContradiction(random.sample(codes, random.between(2, 3)));
  const first = random.pick(drawn);
  return [first, ...drawn.filter((code) => code !== first)].map((code) => traits[code]);
}

const CONTRADICTIONS: readonly (readonly [TraitCode, TraitCode])[] = [
  ['slimFit', 'oversized'],
  ['spicy', 'mild'],
];

function withoutContradiction(codes: readonly TraitCode[]): TraitCode[] {
  return codes.filter(
    (code) => !CONTRADICTIONS.some(([one, other]) => code === other && codes.includes(one)),
  );
}

function drawStatus(random: Random): 'DRAFT' | 'ACTIVE' | 'ARCHIVED' {
  const draw = random.next();
  return draw < 0.02 ? 'DRAFT' : draw < 0.04 ? 'ARCHIVED' : 'ACTIVE';
}

function nameOf({ leaf, brand, model, traits: [trait] }: Design): Words {
  const adjective = trait?.adjective ?? { en: '', de: '', fr: '' };
  return {
    en: `${brand} ${model} ${titleCase(`${adjective.en} ${leaf.noun.en}`)}`,
    de: `${brand} ${model} ${capitalise(leaf.noun.de)} ${adjective.de}`,
    fr: `${capitalise(leaf.noun.fr)} ${agree(adjective.fr, leaf.form)} ${brand} ${model}`,
  };
}

/** What it is made of and its size: "Canvas, 24 l". */
function subtitleOf({ leaf, material, measures, traits: list }: Design): Words {
  const numbers = measures.flatMap(({ value, unit = '' }) =>
    isSymbol(unit) ? [`${value} ${unit}`] : [],
  );
  return perLocale((locale) => {
    const made = material?.[locale] ?? adjectiveOf(list[1] ?? list[0], locale, leaf);
    return [capitalise(made), ...numbers].join(', ');
  });
}

/** "cm" reads the same in every locale, "pieces" does not. */
function isSymbol(unit: string): boolean {
  return /^\S{1,3}$/u.test(unit);
}

function adjectiveOf(trait: Trait | undefined, locale: keyof Words, leaf: Leaf): string {
  const adjective = trait?.adjective[locale] ?? '';
  return locale === 'fr' ? agree(adjective, leaf.form) : adjective;
}

function descriptionOf(design: Design, opening: Words): Words {
  return perLocale((locale) => {
    const first = capitalise(opening[locale].replace('%', design.leaf.noun[locale]));
    return [first, ...design.traits.map((trait) => trait.sentence[locale])].join(' ');
  });
}

function perLocale(write: (locale: keyof Words) => string): Words {
  const [en, de, fr] = LOCALES.map(write);
  return { en: en ?? '', de: de ?? '', fr: fr ?? '' };
}

/** Facet values are English terms; the storefront's words are in the texts. */
function attributesOf({ traits: list, material, measures }: Design): AttributeValue[] {
  return [
    ...(material === undefined ? [] : [{ code: 'material', value: material.en }]),
    ...list.map((trait) => ({ code: 'feature', value: trait.adjective.en })),
    ...measures,
  ];
}

interface VariantSource {
  readonly key: string;
  readonly index: number;
  readonly leaf: Leaf;
}

function createVariants({ key, index, leaf }: VariantSource, random: Random) {
  const basis = drawDollarCents(leaf, random);
  const grams = random.between(leaf.grams[0], leaf.grams[1]);
  const edgeMm = random.between(4, 60) * 10;
  const dollarCents = new Map<string, number>();
  const variants = combine(leaf.options.map((kind) => drawChoices(kind, random))).map(
    (choices, position): Variant => {
      const sku = [skuPrefix(leaf, index), ...choices.map(({ code }) => code)].join('-');
      const surcharge = choices.reduce((sum, choice) => sum + choice.surchargePermyriad, 0);
      dollarCents.set(sku, Math.round((basis * (10_000 + surcharge)) / 10_000));
      return {
        sku,
        gtin: createGtin(index, position),
        ...(choices.length === 0 ? {} : { options: choices.map(({ option }) => option) }),
        weightGrams: grams + position * 5,
        lengthMm: edgeMm,
        widthMm: Math.max(20, Math.round(edgeMm * 0.7)),
        heightMm: Math.max(10, Math.round(edgeMm * 0.4)),
        imageUrl: `https://img.example/products/${key}/${position + 1}.svg`,
      };
    },
  );
  return { variants, dollarCents };
}

/** Cheap things are more frequent than dear ones. */
function drawDollarCents({ usd: [low, high] }: Leaf, random: Random): number {
  const draw = random.next();
  return Math.round((low + (high - low) * draw * draw) * 100);
}

/** Every combination, first option slowest: black S, black M, sand S, sand M. */
function combine(options: readonly (readonly Choice[])[]): Choice[][] {
  return options.reduce<Choice[][]>(
    (rows, choices) => rows.flatMap((row) => choices.map((choice) => [...row, choice])),
    [[]],
  );
}

function skuPrefix(leaf: Leaf, index: number): string {
  const letters = leaf.key
    .split('-')
    .map((part) => part.slice(0, 3))
    .join('')
    .slice(0, 6)
    .toUpperCase();
  return `${letters}-${String(index).padStart(5, '0')}`;
}

/** GTIN-13 from the range 200-299, which GS1 leaves to shops for numbers of their own. */
function createGtin(index: number, position: number): string {
  const digits = `200${String(index * 100 + position).padStart(9, '0')}`;
  const sum = Array.from(digits).reduce(
    (total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
