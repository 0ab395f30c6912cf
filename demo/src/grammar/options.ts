import type { VariantOption } from '#src/lines.ts';
import type { Random } from '#src/random.ts';

type Colour = readonly [value: string, label: string, swatchHex: string];

const COLOURS: readonly Colour[] = [
  ['black', 'Black', '#1c1c1c'],
  ['white', 'White', '#f7f7f5'],
  ['anthracite', 'Anthracite', '#3b3f42'],
  ['light-grey', 'Light grey', '#c9cbcc'],
  ['sand', 'Sand', '#d8c3a0'],
  ['cream', 'Cream', '#f3ead7'],
  ['chocolate', 'Chocolate', '#5a3825'],
  ['navy', 'Navy', '#1d2f5b'],
  ['sky-blue', 'Sky blue', '#7fb4e0'],
  ['petrol', 'Petrol', '#155e6b'],
  ['forest-green', 'Forest green', '#23513a'],
  ['sage', 'Sage', '#9caf88'],
  ['mustard', 'Mustard', '#d4a017'],
  ['orange', 'Orange', '#e8742c'],
  ['red', 'Red', '#b3202a'],
  ['burgundy', 'Burgundy', '#6d1a36'],
  ['rose', 'Rose', '#dba0a8'],
  ['lavender', 'Lavender', '#a99bd0'],
];

/** One choice of an option, and what it adds to the price in permyriad. */
export interface Choice {
  readonly option: VariantOption;
  readonly code: string;
  readonly surchargePermyriad: number;
}

type Draw = (random: Random) => Choice[];

/** The ways in which variants of one product differ. */
export type OptionKind = keyof typeof OPTION_KINDS;

const OPTION_KINDS = {
  colour: (random) => drawColours(random, random.between(2, 3)),
  fewColours: (random) => drawColours(random, random.between(1, 2)),
  apparelSize: (random) => sizes('size', run(random, ['XS', 'S', 'M', 'L', 'XL', 'XXL'], 3)),
  shoeSize: (random) =>
    sizes('size', run(random, ['37', '38', '39', '40', '41', '42', '43', '44', '45'], 3)),
  kidsSize: (random) => sizes('size', run(random, ['92', '98', '104', '110', '116', '122'], 3)),
  storage: (random) =>
    graded('storage', run(random, ['128 GB', '256 GB', '512 GB', '1 TB'], 2), 1800),
  bedSize: (random) =>
    graded(
      'size',
      run(random, ['90 x 200 cm', '140 x 200 cm', '160 x 200 cm', '180 x 200 cm'], 2),
      2500,
    ),
  volume: (random) =>
    graded('volume', run(random, ['50 ml', '100 ml', '250 ml', '500 ml'], 2), 5500),
  pack: (random) => graded('pack', run(random, ['250 g', '500 g', '1 kg'], 2), 7500),
  length: (random) => graded('length', run(random, ['1 m', '2 m', '3 m'], 2), 3000),
} as const satisfies Record<string, Draw>;

/** The choices of one option for one product, in the order a shopper expects. */
export function drawChoices(kind: OptionKind, random: Random): Choice[] {
  return OPTION_KINDS[kind](random);
}

/** The named colours as choices, in the order of the palette. */
export function colourSwatches(names: readonly string[]): Choice[] {
  return COLOURS.filter(([value]) => names.includes(value)).map(colourChoice);
}

function drawColours(random: Random, count: number): Choice[] {
  return random.sample(COLOURS, count).map(colourChoice);
}

function colourChoice([value, label, swatchHex]: Colour): Choice {
  return {
    option: { name: 'color', value, label, swatchHex },
    code: value.slice(0, 3).toUpperCase(),
    surchargePermyriad: 0,
  };
}

/** A run of neighbours: nobody stocks S and XXL without what lies between. */
function run(random: Random, values: readonly string[], count: number): string[] {
  const start = random.between(0, values.length - count);
  return values.slice(start, start + count);
}

function sizes(name: string, values: readonly string[]): Choice[] {
  return graded(name, values, 0);
}

function graded(name: string, values: readonly string[], stepPermyriad: number): Choice[] {
  return values.map((label, index) => ({
    option: { name, value: label.toLowerCase().replaceAll(/\s+/gu, '-'), label },
    code: label.replaceAll(/[^\dA-Za-z]/gu, '').toUpperCase(),
    surchargePermyriad: index * stepPermyriad,
  }));
}
