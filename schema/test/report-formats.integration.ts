import { stripVTControlCharacters } from 'node:util';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { composeSupergraph } from '#src/composition/compose.ts';
import { FORMATS, formatReport } from '#src/reports/format-report.ts';
import { EMPTY_REPORT } from '#src/reports/report.ts';
import type { Report } from '#src/reports/report.ts';

import { FREIGHT, PRODUCTS, buildSubgraph } from './build-project.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const ORDER = `type Order @key(fields: "id") {
  id: ID!
  total: Int @shareable
}`;
const ORDERS = `${LINK}\n\n${ORDER}\ntype Query { order: Order }\n`;
const INVOICES = `${LINK}\n\n${ORDER.replace('total: Int', 'total: String')}\n`;

function reportMistakes(): Report {
  const composition = composeSupergraph([
    buildSubgraph('products', PRODUCTS),
    buildSubgraph('freight', FREIGHT.replace('fields: "weight"', 'fields: "wieght"')),
    buildSubgraph('orders', ORDERS),
    buildSubgraph('invoices', INVOICES),
  ]);
  const faults = composition.ok ? [] : composition.faults;
  const summary = `${faults.length} faults; nothing was written.`;
  return { ...EMPTY_REPORT, outcome: 'failed', faults, summary };
}

const BREAKING: Report = {
  ...EMPTY_REPORT,
  outcome: 'failed',
  changes: [
    {
      severity: 'BREAKING',
      code: 'FIELD_REMOVED',
      coordinate: 'Product.weight',
      message: 'Field "Product.weight" is removed: 100%, sure.',
      evidence: {
        summary: 'needed by 1 known operation',
        operations: [
          {
            id: 'a1',
            name: 'Shelf',
            usage: [
              {
                clientName: 'web',
                clientVersion: '2.1',
                calls: 1200,
                lastSeenAt: '2026-11-20T10:00:00.000Z',
              },
            ],
          },
        ],
      },
    },
  ],
  planDifferences: [
    {
      status: 'MORE_FETCHES',
      operation: { id: 'a1', name: 'Shelf' },
      message: '4 fetches instead of 3.',
    },
  ],
};

const Location = z.strictObject({
  physicalLocation: z
    .strictObject({
      artifactLocation: z.strictObject({
        uri: z.string().regex(/^[^/\\ ][^\\ ]*$/),
        uriBaseId: z.literal('SRCROOT'),
      }),
      region: z.strictObject({
        startLine: z.int().min(1),
        startColumn: z.int().min(1),
        endLine: z.int().min(1),
        endColumn: z.int().min(1),
        snippet: z.strictObject({ text: z.string() }),
      }),
    })
    .optional(),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string() })).optional(),
});
const Message = z.strictObject({ text: z.string().min(1) });
/** What we use of the schema of SARIF 2.1.0, and nothing else. */
const Sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            rules: z.array(z.strictObject({ id: z.string().min(1), shortDescription: Message })),
          }),
        }),
        columnKind: z.literal('utf16CodeUnits'),
        originalUriBaseIds: z.record(z.string(), z.strictObject({ description: Message })),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            level: z.enum(['none', 'note', 'warning', 'error']),
            message: Message,
            locations: z.array(Location),
            relatedLocations: z
              .array(Location.extend({ id: z.int().min(0), message: Message }))
              .optional(),
          }),
        ),
      }),
    )
    .length(1),
});

describe('a report of two planted mistakes', () => {
  it('has two roots', () => {
    expect(reportMistakes().faults.map(({ code }) => code)).toEqual([
      'REQUIRES_INVALID_FIELDS',
      'FIELD_TYPE_MISMATCH',
    ]);
  });

  it.each(FORMATS)('reads as before: %s', async (format) => {
    const text = formatReport(reportMistakes(), format, { colour: false });

    await expect(`${text}\n`).toMatchFileSnapshot(`snapshots/two-mistakes.${format}.snap`);
  });

  it('has colours where they are wanted, and the same words', () => {
    const coloured = formatReport(reportMistakes(), 'text', { colour: true });
    const plain = formatReport(reportMistakes(), 'text', { colour: false });

    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});

describe('a report of a disagreement of many', () => {
  const value = (index: number) =>
    buildSubgraph(
      `service${index}`,
      `${LINK}\ntype Query { q${index}: Size }\ntype Size @shareable {\n  width: ${index === 7 ? 'String' : 'Int'}\n}`,
    );
  const composition = composeSupergraph(Array.from({ length: 10 }, (_, index) => value(index)));
  const faults = composition.ok ? [] : composition.faults;
  const text = formatReport({ ...EMPTY_REPORT, faults }, 'text', { colour: false });

  it('shows first where the change is to be made', () => {
    expect(faults[0]?.places[0]?.subgraph).toBe('service7');
  });

  it('shows six frames as text and names some other files', () => {
    expect(text.match(/ > /g)).toHaveLength(6);
    expect(text).toContain('(and at 4 more places: ');
  });

  it('names no more than a few of the subgraphs that agree', () => {
    expect(text).toContain(
      'Write "Int" in subgraph "service7" too, as subgraphs "service0", "service1", "service2", "service3" and 5 others do.',
    );
  });
});

describe('a report of changes', () => {
  it('says as text whom a change breaks', () => {
    expect(formatReport(BREAKING, 'text', { colour: false })).toMatchInlineSnapshot(`
      "BREAKING Product.weight: Field "Product.weight" is removed: 100%, sure.
        needed by 1 known operation
        Shelf: web 2.1, 1200 calls, last seen 2026-11-20T10:00:00.000Z

      MORE_FETCHES Shelf: 4 fetches instead of 3."
    `);
  });

  it('escapes what workflow commands would read as their own', () => {
    expect(formatReport(BREAKING, 'github', { colour: false })).toMatchInlineSnapshot(`
      "::error title=BREAKING Product.weight::Field "Product.weight" is removed: 100%25, sure.%0Aneeded by 1 known operation%0AShelf: web 2.1, 1200 calls, last seen 2026-11-20T10:00:00.000Z
      ::warning title=MORE_FETCHES Shelf::4 fetches instead of 3."
    `);
  });

  it('keeps its evidence in json', () => {
    expect(JSON.parse(formatReport(BREAKING, 'json', { colour: false }))).toMatchObject({
      changes: BREAKING.changes,
      planDifferences: BREAKING.planDifferences,
    });
  });
});

describe('sarif', () => {
  it.each([
    { title: 'mistakes', report: reportMistakes() },
    { title: 'changes', report: BREAKING },
    { title: 'nothing', report: EMPTY_REPORT },
  ])('is as SARIF 2.1.0 wants it: $title', ({ report }) => {
    const sarif = Sarif.safeParse(JSON.parse(formatReport(report, 'sarif', { colour: false })));

    expect(sarif.error).toBeUndefined();
  });

  it('names the rule of every result', () => {
    const [run] = Sarif.parse(
      JSON.parse(formatReport(reportMistakes(), 'sarif', { colour: false })),
    ).runs;

    expect(run?.results.map(({ ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id)).toEqual(
      run?.results.map(({ ruleId }) => ruleId),
    );
  });
});
