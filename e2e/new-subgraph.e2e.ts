import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { keyFor } from '@supergraph/kit/signing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startProcess } from './harness/logged-process.ts';
import { query } from './harness/query.ts';
import { askUntil } from './harness/shop.ts';
import { startGraph } from './harness/start-graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const NOT_COPIED = new Set(['node_modules', '.git', '.data', '.cache', 'generated', 'dist']);
const PNPM = 'pnpm@12.21.0';
const ROUTER_KEY = 'ab'.repeat(32);

describe('pnpm new:subgraph', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  const run = (command: string, ...args: readonly string[]) => {
    const bin = path.join(copy, 'node_modules', '.bin');
    const env = { ...process.env, PATH: bin + path.delimiter + process.env['PATH'] };
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: copy,
      env,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };
  const create = (...args: readonly string[]) =>
    run(process.execPath, 'bin/new-subgraph.ts', ...args);
  const assertRuns = (...[command, ...args]: [string, ...string[]]) => {
    const { status, output } = run(command, ...args);
    if (status !== 0) {
      throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`);
    }
  };

  beforeAll(() => {
    cpSync(root, copy, {
      recursive: true,
      filter: (source) => !NOT_COPIED.has(path.basename(source)),
    });
    assertRuns(
      'npx',
      '--yes',
      '--prefer-offline',
      PNPM,
      'install',
      '--offline',
      '--frozen-lockfile',
    );
    assertRuns(process.execPath, 'bin/new-subgraph.ts', 'gift-cards', '--entity', 'GiftCard');
  }, 120_000);
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('makes what has the right types', () => {
    expect(run('tsc')).toEqual({ status: 0, output: '' });
  });

  it('makes what passes the lint and is formatted', () => {
    const folder = 'subgraphs/gift-cards';
    const lint = run('oxlint', '--type-aware', '--max-warnings', '0', folder);
    const format = run('oxfmt', '--check', folder);
    expect([lint, format]).toMatchObject([{ status: 0 }, { status: 0 }]);
  });

  it('makes what passes its own tests', () => {
    const projects = ['--project', 'unit', '--project', 'integration'];
    const { status, output } = run('vitest', 'run', ...projects, 'subgraphs/gift-cards');
    expect([status, output]).toEqual([0, expect.stringContaining('14 passed, 0 failed')]);
  });

  it('leaves no trace of the names of the template', () => {
    const files = readdirSync(path.join(copy, 'subgraphs/gift-cards'), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((file) => file.isFile() && !file.parentPath.includes('node_modules'))
      .map((file) => path.join(file.parentPath, file.name));
    const traces = files.filter((file) => /sample/iu.test(file + readFileSync(file, 'utf8')));
    expect([files.length > 20, traces]).toEqual([true, []]);
  });

  it('brings the artefacts and the docs up to date', () => {
    const artefacts = run(process.execPath, 'schema/src/cli.ts', 'compose', '--check');
    const docs = run(process.execPath, 'bin/docs.ts', '--check');
    const variants = run('vitest', 'run', 'router/test/configured-variants.integration.ts');
    expect([artefacts.status, docs.status, variants.status]).toEqual([0, 0, 0]);
  });

  it('makes what answers through the router', async () => {
    await using service = await startProcess({
      command: process.execPath,
      args: [path.join(copy, 'subgraphs/gift-cards/src/server.ts')],
      env: {
        PORT: '0',
        DATA_DIR: path.join(copy, '.data'),
        CALLER_KEYS: JSON.stringify({ router: keyFor(ROUTER_KEY, 'gift-cards') }),
      },
    });
    await using router = await startProcess({
      command: process.execPath,
      args: [path.join(copy, 'router/src/server.ts')],
      env: {
        PORT: '0',
        SIGNING_KEY: ROUTER_KEY,
        SERVICE_URLS: JSON.stringify({ 'gift-cards': service.url }),
      },
    });
    const { data, errors } = await query(router.url, {
      query: '{ giftCard(id: "gone") { id name } }',
    });
    expect([data, errors]).toEqual([{ giftCard: null }, undefined]);
  });

  it('makes what the whole graph starts with, and what can be taken out of it and published again', async () => {
    await using graph = await startGraph({ workspace: copy });
    const ask = () => query(graph.url, { query: '{ giftCard(id: "gone") { id } currencies }' });
    const graphCommand = (...args: readonly string[]) =>
      spawnSync(process.execPath, ['schema/src/cli.ts', ...args], {
        cwd: copy,
        env: { ...process.env, GRAPH_PORT: String(graph.graphPort), DATA_DIR: graph.dataDir },
        encoding: 'utf8',
      });
    const { data, errors } = await ask();
    expect([data, errors]).toEqual([{ giftCard: null, currencies: expect.any(Array) }, undefined]);

    expect(graphCommand('delete', 'gift-cards', '--yes', '--allow-breaking')).toMatchObject({
      status: 0,
    });
    await askUntil(ask, (answer) => answer.errors?.[0]?.message.includes('giftCard') ?? false);

    const published = graphCommand('publish', 'gift-cards');
    expect([published.status, published.stderr]).toEqual([0, '']);
    await askUntil(ask, (answer) => answer.errors === undefined);
  });

  it.each([
    ['no name', [], 'Say one name.'],
    ['two names', ['one', 'two'], 'Say one name.'],
    ['capitals', ['Gift'], '"Gift" is no name of a subgraph'],
    ['a path', ['../gift'], '"../gift" is no name of a subgraph'],
    ['a subgraph that is there', ['catalog'], 'There is a subgraph "catalog" already'],
    ['what means something else', ['router'], '"router" has another meaning'],
    ['a type of another subgraph', ['product'], 'The graph has a type "Product" already'],
    ['a keyword', ['class'], '"Class" cannot be the name of a type'],
    ['an unknown option', ['one', '--port', '1'], "Unknown option '--port'"],
  ])('refuses %s with exit code 2', (_, args, message) => {
    expect(create(...args)).toEqual({ status: 2, output: expect.stringContaining(message) });
  });

  it('leaves nothing behind when a step fails', () => {
    const lockfile = path.join(copy, 'pnpm-lock.yaml');
    const before = readFileSync(lockfile, 'utf8');
    const broken = path.join(copy, 'subgraphs/cart/schema.graphql');
    writeFileSync(broken, 'type Query {');

    const { status, output } = create('loyalty');

    const isThere = existsSync(path.join(copy, 'subgraphs/loyalty'));
    expect([status, isThere, readFileSync(lockfile, 'utf8')]).toEqual([2, false, before]);
    expect(output).toContain('nothing is left of it');
  });
});
