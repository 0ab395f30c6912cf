import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { startRegistry } from './harness/registry-process.ts';

const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome activation report } }`;
const TEAMS = Array.from({ length: 10 }, (_, at) => `team${at}`);
const TYPES = 3000;
const MISTAKES = 60;

/** Seen to be at fault in a moment; why takes a composition for each mistake. */
function buildSlowToExplain(): string {
  const types = Array.from({ length: TYPES }, (_, at) => {
    const key = at < MISTAKES ? `idd${at}` : 'id';
    return `type T${at} @key(fields: "${key}") { id: ID! next: T${(at + 1) % TYPES} }`;
  });
  return [
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])',
    'type Query { first: T0 }',
    ...types,
  ].join('\n');
}

it('has ten teams live while it finds out why the schema of another one does not compose', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'registry-queue-'));
  try {
    await using registry = await startRegistry(dataDir);
    const answered: string[] = [];
    const publish = async (name: string, sdl: string) => {
      const subgraphs = [{ name, sdl, url: `http://127.0.0.1/${name}` }];
      const { data } = await registry.ask(PUBLISH, { input: { subgraphs } });
      answered.push(name);
      return data.publish;
    };
    await publish('base', 'type Query { base: Int }');

    const slow = publish('slow', buildSlowToExplain());
    const others = await Promise.all(
      TEAMS.map((name) => publish(name, `type Query { ${name}: Int }`)),
    );

    expect(answered).toEqual(['base', ...TEAMS]);
    expect(others.map(({ outcome, activation }) => [outcome, activation])).toEqual(
      TEAMS.map((_, at) => ['ACTIVATED', at + 2]),
    );
    const { outcome, report } = await slow;
    expect([outcome, report.report.faults.length]).toEqual(['REFUSED', MISTAKES]);
    const { data } = await registry.ask('{ active { number } }');
    expect(data.active.number).toBe(1 + TEAMS.length);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
