import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { composeSupergraph } from '#src/composition/compose.ts';
import type { Fault } from '#src/composition/faults.ts';
import { readSubgraphs } from '#src/read-subgraphs.ts';
import type { SubgraphSdl } from '#src/read-subgraphs.ts';
import { formatText } from '#src/reports/format-text.ts';
import { EMPTY_REPORT } from '#src/reports/report.ts';
import { sayRight } from '#src/reports/say-right.ts';

import { DEFINITION_MISTAKES } from './planted/definition-mistakes.ts';
import { DISAGREEMENTS } from './planted/disagreements.ts';
import { FIELD_SET_MISTAKES } from './planted/field-set-mistakes.ts';
import { plant } from './planted/plant.ts';
import type { Edit, Mistake } from './planted/plant.ts';

// Mistakes are planted in these; a further service is no reason to count their consequences anew.
const PLANTED = new Set(['cart', 'catalog', 'customers', 'pricing']);
/** What the four need of others. */
const WITHOUT_OTHERS: readonly Edit[] = [
  {
    subgraph: 'cart',
    from: 'availability: LineAvailability @external',
    to: 'availability: LineAvailability',
  },
  {
    subgraph: 'cart',
    from: ' availability { fulfillable availableQuantity }")',
    to: '")',
  },
  {
    subgraph: 'cart',
    from: 'fulfillable: Boolean! @external',
    to: 'fulfillable: Boolean!',
  },
  {
    subgraph: 'cart',
    from: 'availableQuantity: Int! @external',
    to: 'availableQuantity: Int!',
  },
];
const subgraphs = plant(
  (await readSubgraphs(fileURLToPath(new URL('../..', import.meta.url)))).filter(({ name }) =>
    PLANTED.has(name),
  ),
  WITHOUT_OTHERS,
);

const MISTAKES = [...FIELD_SET_MISTAKES, ...DEFINITION_MISTAKES, ...DISAGREEMENTS];

function faultsOf(edits: readonly Edit[], lastGood?: readonly SubgraphSdl[]): readonly Fault[] {
  const composition = composeSupergraph(plant(subgraphs, edits), lastGood);
  return composition.ok ? [] : composition.faults;
}

// Each is composed once for all that is asked of it.
const explained = new Map<Mistake, readonly Fault[]>();

function explain(mistake: Mistake): readonly Fault[] {
  const faults = explained.get(mistake) ?? faultsOf(mistake.edits);
  explained.set(mistake, faults);
  return faults;
}

function shownIn({ places }: Fault): string[] {
  return [...new Set(places.map(({ subgraph }) => subgraph))].toSorted();
}

function find(title: string): Mistake {
  const found = MISTAKES.find((mistake) => mistake.title === title);
  if (!found) {
    throw new Error(`There is no mistake "${title}".`);
  }
  return found;
}

describe('a planted mistake', () => {
  it.each(MISTAKES)('is the one root: $title', (mistake) => {
    expect(explain(mistake).map(({ code }) => code)).toEqual([mistake.code]);
  });

  it.each(MISTAKES)('is shown in every file involved: $title', (mistake) => {
    expect(explain(mistake).map(shownIn)).toEqual([mistake.shown]);
  });

  it.each(MISTAKES.filter(({ says }) => says))('comes with what is right: $title', (mistake) => {
    expect(formatText({ ...EMPTY_REPORT, faults: explain(mistake) }, false)).toContain(
      mistake.says,
    );
  });

  it.each(MISTAKES)('takes its cascade with it: $title', (mistake) => {
    expect(explain(mistake)[0]?.consequences ?? []).toHaveLength(mistake.folded ?? 0);
  });
});

describe('two planted mistakes', () => {
  it.each([
    ['a typo in @requires', 'a field of two types'],
    ['a typo in @requires', 'a key that no other subgraph has'],
    ['a syntax error', 'a required field of two types'],
    ['an unknown type', 'a typo in @key'],
    ['an unknown type', 'a misspelt directive'],
    ['an unknown type of a key field', 'a field twice'],
    ['a key field that is missing', 'an unknown type of a key field'],
    ['a directive used everywhere and imported nowhere', 'no key in a contributor'],
    ['a syntax error in @requires', 'an enum value of one subgraph, read and written'],
    ['a field removed that others require', 'a value type that is @shareable in one only'],
    ['a field of two types', 'a key that no other subgraph has'],
    [
      'an unknown version of federation',
      'an argument required in one subgraph and missing in another',
    ],
  ])('are two roots: %s, %s', (one, other) => {
    const mistakes = [find(one), find(other)];

    const faults = faultsOf(mistakes.flatMap(({ edits }) => edits));

    expect(faults.map(({ code }) => code).toSorted()).toEqual(
      mistakes.map(({ code }) => code).toSorted(),
    );
  });
});

describe('a typo in @requires and a type clash elsewhere', () => {
  const mistakes = [find('a typo in @requires'), find('a field of two types')];
  const faults = faultsOf(mistakes.flatMap(({ edits }) => edits));

  it('are exactly two roots, shown in every file involved', () => {
    expect(faults.map(shownIn)).toEqual(mistakes.map(({ shown }) => shown));
  });

  it('come each with what is right', () => {
    expect(faults.map((fault) => sayRight(fault).join(' '))).toEqual(
      mistakes.map(({ says }) => says),
    );
  });
});

describe('a subgraph that cannot be read', () => {
  const { edits } = find('a syntax error');
  const inCart = {
    subgraph: 'cart',
    from: 'type CartLine implements Node @key(fields: "id") {',
    to: 'type CartLine implements Node @key(fields: "id" {',
  };

  it('makes no fault of what the others expect of it', () => {
    expect(faultsOf([inCart])).toHaveLength(1);
  });

  it('is replaced by its last good text, to see plans that fail elsewhere', () => {
    const unreachable = find('a key that no other subgraph has');

    const faults = faultsOf([...edits, ...unreachable.edits], subgraphs);

    expect(faults.map(({ code }) => code)).toEqual(['INVALID_GRAPHQL', 'SATISFIABILITY_ERROR']);
  });

  it('takes no blame for its last good text', () => {
    const removed = find('a field removed that others require');
    const inPricing = {
      subgraph: 'pricing',
      from: 'type CartLine @key',
      to: 'type CartLine @key(',
    };

    expect(faultsOf([inPricing, ...removed.edits], subgraphs)).toHaveLength(1);
  });

  it('is replaced, too, when nothing repairs what it disagrees about', () => {
    const odd = (subgraph: string, field: string) => ({
      subgraph,
      from: 'input PostalAddressInput {',
      to: `input Odd { ${field}: Int }\ninput PostalAddressInput {\n  odd: Odd`,
    });
    const unreachable = find('a key that no other subgraph has');
    const planted = [odd('cart', 'a'), odd('customers', 'b'), ...unreachable.edits];

    const codes = faultsOf(planted, subgraphs).map(({ code }) => code);

    expect(codes).toEqual(['EMPTY_MERGED_INPUT_TYPE', 'SATISFIABILITY_ERROR']);
  });
});
