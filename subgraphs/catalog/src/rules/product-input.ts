import { z } from 'zod';

import { findRepeated, lineOf, slugShape } from '#src/rules/text-shapes.ts';

const size = z.int().min(0, 'This must not be negative.').max(100_000, 'At most 100,000 mm.');

const translation = z.object({
  locale: z.string(),
  name: lineOf(200),
  subtitle: lineOf(300).nullish(),
  descriptionHtml: z.string().max(50_000, 'At most 50,000 characters.').nullish(),
  slug: slugShape.nullish(),
});

const option = z.object({
  name: lineOf(100),
  label: lineOf(200),
  values: z.array(lineOf(200)).min(1, 'An option has at least one value.').max(250),
});

const variant = z.object({
  id: z.string().nullish(),
  sku: lineOf(64),
  gtin: z
    .string()
    .regex(/^(\d{8}|\d{12,14})$/u, 'A GTIN is 8, 12, 13 or 14 digits.')
    .nullish(),
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
  weightGrams: z
    .int()
    .min(0, 'This must not be negative.')
    .max(10_000_000, 'At most 10,000,000 g.')
    .nullish(),
  lengthMm: size.nullish(),
  widthMm: size.nullish(),
  heightMm: size.nullish(),
  taxClass: lineOf(50),
  mediaUrl: z.string().nullish(),
});

const attribute = z.object({
  code: z.string().regex(/^[\w-]{1,100}$/u, 'A code is letters, digits, hyphens and underscores.'),
  value: lineOf(500),
  unit: lineOf(20).nullish(),
});

/** The input of productUpsert, with faults at the paths of the input. */
export const productInput = z
  .object({
    id: z.string().nullish(),
    expectedVersion: z.int().nullish(),
    slug: slugShape,
    brandId: z.string().nullish(),
    categoryIds: z.array(z.string()).max(20, 'At most 20 categories.'),
    status: z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED'], 'A status is DRAFT, ACTIVE or ARCHIVED.'),
    translations: z.array(translation).min(1, 'A product has at least one translation.').max(50),
    options: z.array(option).max(5, 'At most 5 options.'),
    attributes: z.array(attribute).max(100, 'At most 100 attributes.'),
    variants: z
      .array(variant)
      .min(1, 'A product has at least one variant.')
      .max(250, 'At most 250 variants.'),
    mediaUrls: z.array(z.string()).max(50, 'At most 50 pictures and videos.'),
  })
  .check(({ value, issues }) => {
    for (const { message, path } of [...findRepetitions(value), ...findOptionFaults(value)]) {
      issues.push({ code: 'custom', message, path: [...path], input: value });
    }
  });

export type ProductInput = z.output<typeof productInput>;

interface Fault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

function findRepetitions(input: ProductInput): Fault[] {
  const { translations, options, variants, categoryIds } = input;
  const lists: [readonly string[], (place: number) => (string | number)[], string][] = [
    [categoryIds, (place) => ['categoryIds', place], 'This category is there twice.'],
    [
      translations.map(({ locale }) => locale),
      (place) => ['translations', place, 'locale'],
      'This locale is there twice.',
    ],
    [
      options.map(({ name }) => name),
      (place) => ['options', place, 'name'],
      'This option is there twice.',
    ],
    [
      variants.map(({ sku }) => sku),
      (place) => ['variants', place, 'sku'],
      'This SKU is there twice.',
    ],
    [
      variants.map(({ id }, place) => id ?? `new ${place}`),
      (place) => ['variants', place, 'id'],
      'This variant is there twice.',
    ],
    [
      variants.map(({ gtin }, place) => gtin ?? `none ${place}`),
      (place) => ['variants', place, 'gtin'],
      'This GTIN is there twice.',
    ],
  ];
  return lists.flatMap(([values, pathOf, message]) => {
    const place = findRepeated(values);
    return place === undefined ? [] : [{ message, path: pathOf(place) }];
  });
}

/** Every variant has one value of every option, and no two variants have the same ones. */
function findOptionFaults({ options, variants }: ProductInput): Fault[] {
  const faults = variants.flatMap(({ selectedOptions }, place) =>
    isSelection(selectedOptions, options)
      ? []
      : [
          {
            message: 'A variant has exactly one of the values of every option of the product.',
            path: ['variants', place, 'selectedOptions'],
          },
        ],
  );
  const repeated = findRepeated(
    variants.map(({ selectedOptions }) =>
      selectedOptions
        .map(({ name, value }) => JSON.stringify([name, value]))
        .toSorted((one, other) => (one < other ? -1 : 1))
        .join(),
    ),
  );
  return repeated === undefined
    ? faults
    : [
        ...faults,
        {
          message: 'Another variant has the same options.',
          path: ['variants', repeated, 'selectedOptions'],
        },
      ];
}

function isSelection(
  selected: ProductInput['variants'][number]['selectedOptions'],
  options: ProductInput['options'],
): boolean {
  return (
    selected.length === options.length &&
    options.every(({ name, values }) =>
      selected.some((one) => one.name === name && values.includes(one.value)),
    )
  );
}
