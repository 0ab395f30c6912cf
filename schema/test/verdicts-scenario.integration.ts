import { fileURLToPath } from 'node:url';

import { createTestDatabase } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readSubgraphs } from '#src/read-subgraphs.ts';
import type { UsagePolicy } from '#src/registry/collaborators.ts';
import type { Report } from '#src/reports/report.ts';
import { createJudge } from '#src/verdicts/create-judge.ts';

import { KNOWN_OPERATIONS, OFFERS, RATINGS, RATINGS_IN_CIRCLES } from './known-operations.ts';
import { type Desk, openDesk } from './registry-desk.ts';
import { type TestRegistry, createTestRegistry } from './registry-fixture.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));
const DAY_MS = 86_400_000;
const DAYS = 31;

type Sdls = Readonly<Record<string, string>>;

async function readRetail(): Promise<Sdls> {
  const subgraphs = await readSubgraphs(ROOT);
  const retail = Object.fromEntries(subgraphs.map(({ name, sdl }) => [name, sdl]));
  return { ...retail, offers: OFFERS, ratings: RATINGS };
}

interface Call {
  readonly name: string;
  readonly clientName: string;
  readonly clientVersion: string;
  readonly calls: number;
}

/** Everything is called daily by one client, the parcels now and then by two others. */
function callsOfDay(day: number): Call[] {
  const daily = Object.keys(KNOWN_OPERATIONS)
    .filter((name) => name !== 'VariantParcel')
    .map((name) => ({ name, clientName: 'web', clientVersion: '2.5.0', calls: 10 }));
  const parcel = { name: 'VariantParcel', clientName: 'warehouse', clientVersion: '1.0.3' };
  const label = { name: 'VariantParcel', clientName: 'web', clientVersion: '2.4.0' };
  return [
    ...daily,
    ...(day === 10 ? [{ ...parcel, calls: 3 }] : []),
    ...(day === 27 ? [{ ...label, calls: 7 }] : []),
    ...(day === 28 ? [{ ...label, calls: 5 }] : []),
  ];
}

async function reportUsage(registry: TestRegistry): Promise<void> {
  const ids = Object.keys(KNOWN_OPERATIONS);
  for (let day = 0; day <= DAYS; day++) {
    const lastSeenAt = new Date(registry.clock.at).toISOString();
    const operations = callsOfDay(day).map((call) => ({
      ...call,
      id: String(ids.indexOf(call.name)).padStart(64, '0'),
      text: `query ${call.name} ${KNOWN_OPERATIONS[call.name]}`,
      lastSeenAt,
    }));
    const body = { id: `day-${day}`, operations };
    const { status } = await registry.fetch('/usage', { as: 'router', method: 'POST', body });
    if (status !== 200) throw new Error(`The usage of day ${day} was refused: ${status}.`);
    registry.clock.at += DAY_MS;
  }
}

interface Shop extends AsyncDisposable {
  readonly desk: Desk;
  readonly retail: Sdls;
  /** When usage was reported first. */
  readonly start: number;
}

interface ShopOptions {
  readonly isReported: boolean;
  readonly policy?: Partial<UsagePolicy>;
}

/** The retail graph as published a month ago, with what clients asked since. */
async function openShop({ isReported, policy = {} }: ShopOptions): Promise<Shop> {
  const retail = await readRetail();
  const db = createTestDatabase(migrationsFolder);
  const start = Date.now() - DAYS * DAY_MS;
  {
    await using past = await createTestRegistry({ db });
    past.clock.at = start;
    await past.publish(retail);
    if (isReported) await reportUsage(past);
  }
  const judging = createJudge();
  const desk = await openDesk({ db, judge: judging.judge, policy });
  return {
    desk,
    retail,
    start,
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]();
      await judging[Symbol.asyncDispose]();
      db[Symbol.dispose]();
    },
  };
}

/** The SDL without a field of a type, its description included. */
function without(sdl: string, field: string): string {
  const changed = sdl.replace(new RegExp(`^ *"[^\\n]*"\\n *${field}: [^\\n]*\\n`, 'mu'), '');
  if (changed === sdl) throw new Error(`There is no field "${field}".`);
  return changed;
}

function run(
  { desk, retail }: Shop,
  action: 'check' | 'publish',
  {
    change,
    options = [],
  }: { readonly change: (retail: Sdls) => Sdls; readonly options?: string[] },
) {
  const files = Object.entries(change(retail)).map(
    ([name, sdl]) => `${name}=${desk.write(`${name}.graphql`, sdl)}`,
  );
  return desk.graph([action, '--set', files.join(','), ...options]);
}

const WITHOUT_WEIGHT = (retail: Sdls): Sdls => ({
  catalog: without(retail['catalog'] ?? '', 'weightGrams'),
  // Whose freight depends on it.
  erp: without(retail['erp'] ?? '', 'weightGrams').replace('{ sku weightGrams }', '{ sku }'),
});
const WITHOUT_GTIN = (retail: Sdls): Sdls => ({
  catalog: without(retail['catalog'] ?? '', 'gtin'),
});
const WITH_WEIGHT_OF_PRICING = (retail: Sdls): Sdls => ({
  ...WITHOUT_WEIGHT(retail),
  pricing: (retail['pricing'] ?? '').replace(
    'type ProductVariant @key(fields: "id") @key(fields: "sku") {',
    '$&\n  "Shipping weight in grams."\n  weightGrams: Int @tag(name: "partner")',
  ),
});
const WITH_CIRCLE = (): Sdls => ({ ratings: RATINGS_IN_CIRCLES });

async function reportOf(
  shop: Shop,
  change: (retail: Sdls) => Sdls,
): Promise<Pick<Report, 'changes' | 'planDifferences'>> {
  const { stdout } = await run(shop, 'check', { change, options: ['--format', 'json'] });
  return JSON.parse(stdout) as Report;
}

describe('a month of usage', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ isReported: true });
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  it('has fifteen operations', async () => {
    const { data } = await shop.desk.registry.ask('{ usage { operations { id } } }');
    expect(data.usage.operations).toHaveLength(15);
  });

  it('refuses to publish without a field that one operation needs', async () => {
    const { code } = await run(shop, 'publish', { change: WITHOUT_WEIGHT });

    const { data } = await shop.desk.registry.ask('{ active { number } }');
    expect({ code, active: data.active.number }).toEqual({ code: 1, active: 1 });
  });

  it('names the operation, its clients and versions, calls and when they were last seen', async () => {
    const { changes } = await reportOf(shop, WITHOUT_WEIGHT);

    const seen = (day: number): string => new Date(shop.start + day * DAY_MS).toISOString();
    expect(changes).toMatchObject([
      {
        severity: 'BREAKING',
        coordinate: 'ProductVariant.weightGrams',
        evidence: {
          operations: [
            {
              name: 'VariantParcel',
              usage: [
                { clientName: 'web', clientVersion: '2.4.0', calls: 12, lastSeenAt: seen(28) },
                { clientName: 'warehouse', clientVersion: '1.0.3', calls: 3, lastSeenAt: seen(10) },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('tells once that the router cannot answer that operation any more', async () => {
    const { changes, planDifferences } = await reportOf(shop, WITHOUT_WEIGHT);

    expect([changes[0]?.evidence.summary, planDifferences]).toEqual([
      expect.stringContaining('; the router cannot answer 1 of them any more'),
      [],
    ]);
  });

  it.each([
    ['text', /^BREAKING ProductVariant\.weightGrams[^]*VariantParcel: web 2\.4\.0, 12 calls/mu],
    [
      'github',
      /^::error title=BREAKING ProductVariant\.weightGrams::.*warehouse 1\.0\.3, 3 calls/mu,
    ],
    ['sarif', /"text": "BREAKING: .*VariantParcel: web 2\.4\.0, 12 calls/u],
  ])('says so as %s', async (format, form) => {
    const options = ['--format', format];

    const { code, stdout, stderr } = await run(shop, 'check', { change: WITHOUT_WEIGHT, options });

    expect({ code, text: stdout + stderr }).toEqual({ code: 1, text: expect.stringMatching(form) });
  });

  it('takes the removal of what nobody used as safe, and says since when', async () => {
    const since = new Date(shop.start).toISOString();
    expect(await reportOf(shop, WITHOUT_GTIN)).toMatchObject({
      changes: [
        {
          severity: 'SAFE',
          coordinate: 'ProductVariant.gtin',
          evidence: { summary: `unused in 31 days of reports, since ${since}`, operations: [] },
        },
      ],
      planDifferences: [],
    });
  });

  it('lets what is safe pass', async () => {
    expect(await run(shop, 'check', { change: WITHOUT_GTIN })).toMatchObject({ code: 0 });
  });

  it('says which operation needs one more fetch, of whom', async () => {
    expect(await reportOf(shop, WITH_WEIGHT_OF_PRICING)).toMatchObject({
      changes: [],
      planDifferences: [
        {
          status: 'MORE_FETCHES',
          operation: { name: 'VariantParcel' },
          message: '2 fetches instead of 1, depth 2 instead of 1; asks pricing in addition.',
        },
      ],
    });
  });

  it.each([
    ['text', /^MORE_FETCHES VariantParcel: 2 fetches instead of 1/mu],
    ['github', /^::warning title=MORE_FETCHES VariantParcel::2 fetches instead of 1/mu],
    ['sarif', /"ruleId": "MORE_FETCHES",\s+"level": "warning"/u],
  ])('lets one more fetch pass, and says so as %s', async (format, form) => {
    const options = ['--format', format];

    const { code, stdout } = await run(shop, 'check', { change: WITH_WEIGHT_OF_PRICING, options });

    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(form) });
  });

  it('finds an operation that is valid and cannot be planned any more', async () => {
    expect(await reportOf(shop, WITH_CIRCLE)).toMatchObject({
      changes: [],
      planDifferences: [
        {
          status: 'UNPLANNABLE',
          operation: { name: 'Verdict' },
          message: expect.stringContaining('go in circles between subgraphs'),
        },
      ],
    });
  });

  it('refuses to publish that', async () => {
    const { code, stderr } = await run(shop, 'publish', { change: WITH_CIRCLE });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^UNPLANNABLE Verdict: /mu),
    });
  });
});

describe('without reports', () => {
  it.each([
    { unknown: 'pass', code: 0 },
    { unknown: 'fail', code: 1 },
  ] as const)('exits with $code where what is not known is to $unknown', async (expected) => {
    await using shop = await openShop({ isReported: false, policy: { unknown: expected.unknown } });

    const { code, stdout, stderr } = await run(shop, 'check', { change: WITHOUT_GTIN });

    expect({ code, text: stdout + stderr }).toEqual({
      code: expected.code,
      text: expect.stringMatching(/^UNKNOWN ProductVariant\.gtin[^]*no reports/mu),
    });
  });
});
