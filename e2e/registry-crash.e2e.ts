import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import { type RegistryProcess, startRegistry } from './harness/registry-process.ts';

const KILLS = 5;
const LONGEST_LIFE_MS = 300;
const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome activation version } }`;

interface Published {
  readonly activation: number;
  readonly version: string;
}

/** Two subgraphs that change together: half of a version would show. */
function buildInput(round: number) {
  const names = ['products', 'reviews'];
  const subgraphs = names.map((name) => ({
    name,
    url: `http://127.0.0.1/${name}`,
    sdl: `type Query { ${name}: Int ${name}Round${round}: Int }`,
  }));
  return { subgraphs, allowBreaking: true };
}

/** Publishes one version after the other until the registry is gone. */
function startPublishing(registry: RegistryProcess, rounds: Iterator<number>) {
  const first = Promise.withResolvers<void>();
  const run = async (): Promise<Published | undefined> => {
    let last: Published | undefined;
    for (;;) {
      try {
        const { data } = await registry.ask(PUBLISH, { input: buildInput(rounds.next().value) });
        last = data.publish as Published;
        first.resolve();
      } catch {
        return last;
      }
    }
  };
  /** `last` is the one that was confirmed last. */
  return { first: first.promise, last: run() };
}

function* count(): Generator<number, never> {
  for (let round = 0; ; round++) {
    yield round;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function checkIntegrity(dataDir: string): unknown {
  const db = new DatabaseSync(path.join(dataDir, 'registry.db'));
  try {
    const broken = db.prepare('pragma foreign_key_check').all();
    return [db.prepare('pragma integrity_check').all(), broken];
  } finally {
    db.close();
  }
}

describe('a registry that is killed in the middle of publishes', () => {
  it('has the last version that it confirmed or one after it, and never a half', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'registry-crash-'));
    const rounds = count();
    let confirmed: Published | undefined;
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        await using registry = await startRegistry(dataDir);
        const { first, last } = startPublishing(registry, rounds);
        await first;
        await sleep(Math.random() * LONGEST_LIFE_MS);
        await registry.stop('SIGKILL');
        confirmed = await last;

        expect(checkIntegrity(dataDir)).toEqual([[{ integrity_check: 'ok' }], []]);
        await expectWhole(dataDir, confirmed);
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
    expect(confirmed?.activation).toBeGreaterThan(0);
  });
});

async function expectWhole(dataDir: string, confirmed: Published | undefined): Promise<void> {
  await using registry = await startRegistry(dataDir);
  const { data } = await registry.ask('{ active { number version subgraphs { name sdl } } }');
  expect(data.active?.number ?? 0).toBeGreaterThanOrEqual(confirmed?.activation ?? 0);
  if (data.active === null) {
    return;
  }
  const roundsOf = data.active.subgraphs.map(
    ({ sdl }: { sdl: string }) => /Round(\d+)/u.exec(sdl)?.[1],
  );
  expect(roundsOf).toHaveLength(2);
  expect(new Set(roundsOf).size).toBe(1);
  const response = await registry.fetch('/supergraph');
  expect(response.headers.get('etag')).toBe(`"${data.active.version}"`);
  const supergraph = await response.text();
  expect(supergraph).toContain(`productsRound${roundsOf[0]}`);
  expect(supergraph).toContain(`reviewsRound${roundsOf[0]}`);
}
