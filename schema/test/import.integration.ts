import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createTestFolder } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { importFile, type ImportFileOptions } from '#src/import/import-file.ts';

import { GRAPH_KEY, startImporters } from './importers/start-importers.ts';

const maker = (name: string) => JSON.stringify({ type: 'maker', name });
const tool = (name: string, of: string) => JSON.stringify({ type: 'tool', name, maker: of });

/** Imports these lines into two fresh services. */
async function importOnce(lines: readonly string[], options: Partial<ImportFileOptions> = {}) {
  await using importers = await startImporters();
  // Awaited here, since the services end with this function.
  return await importInto(importers.services, lines, options);
}

function importInto(
  services: Readonly<Record<string, string>>,
  lines: readonly string[],
  options: Partial<ImportFileOptions> = {},
) {
  return importFile({ from: { lines: () => lines }, services, key: GRAPH_KEY, ...options });
}

const counted = (changes: object) => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  skipped: 0,
  ...changes,
});

describe('importFile', () => {
  it('sends each line to the service that takes its type', async () => {
    const { counts } = await importOnce([maker('Acme'), tool('saw', 'Acme')]);
    expect(Object.fromEntries(counts)).toEqual({
      maker: counted({ created: 1 }),
      tool: counted({ created: 1 }),
    });
  });

  it('lets lines wait for what other services have to hear first, wherever they stand', async () => {
    const makers = Array.from({ length: 1200 }, (_, index) => maker(`maker ${index}`));
    const tools = makers.map((_, index) => tool(`tool ${index}`, `maker ${index}`));
    const { counts, rejected } = await importOnce([...tools, ...makers]);
    expect({ tools: counts.get('tool')?.created, rejected }).toEqual({ tools: 1200, rejected: 0 });
  });

  it('changes nothing the second time', async () => {
    await using importers = await startImporters();
    const lines = [maker('Acme'), tool('saw', 'Acme')];
    await importInto(importers.services, lines);
    const { counts } = await importInto(importers.services, lines);
    expect(Object.fromEntries(counts)).toEqual({
      maker: counted({ unchanged: 1 }),
      tool: counted({ unchanged: 1 }),
    });
  });

  it('finds what an earlier import brought', async () => {
    await using importers = await startImporters();
    await importInto(importers.services, [maker('Acme')]);
    const { counts } = await importInto(importers.services, [tool('saw', 'Acme')]);
    expect(counts.get('tool')).toEqual(counted({ created: 1 }));
  });

  it('counts a type that no service takes as skipped', async () => {
    const { counts, rejected } = await importOnce(['{"type":"photo"}', '{"type":"photo"}']);
    expect({ photo: counts.get('photo'), rejected }).toEqual({
      photo: counted({ skipped: 2 }),
      rejected: 0,
    });
  });

  it.each([
    ['no JSON', '{"type":"maker",', '"maker"', 'This is not JSON'],
    ['no JSON and no type', 'maker Acme', '"?"', 'This is not JSON'],
    ['a list', '[1]', '"?"', 'A line is one JSON object.'],
    ['no type', '{"name":"Acme"}', '"?"', 'A line has a "type".'],
    ['two types', '{"type":"tool","type":"maker"}', '"tool"', 'says its type twice'],
    ['a misspelt type', '{"type":"makr"}', '"makr"', 'Did you mean "maker"?'],
    ['a bad value', '{"type":"maker","name":7}', '"maker"', 'expected string'],
    ['a bad value behind a late type', '{"maker":1,"type":"tool"}', '"tool"', 'expected string'],
    ['a missing reference', tool('saw', 'Nobody'), '"tool"', 'There is no maker "Nobody".'],
  ])('rejects %s once, with its line number and reason', async (...[, bad, type, reason]) => {
    const { rejections, rejected, counts } = await importOnce([maker('Acme'), bad, maker('Other')]);
    expect({ rejected, made: counts.get('maker')?.created }).toEqual({ rejected: 1, made: 2 });
    expect(rejections).toEqual([
      { line: 2, type: JSON.parse(type), reason: expect.stringContaining(reason) },
    ]);
  });

  it('keeps the first twenty rejections and counts the rest', async () => {
    const { rejected, rejections } = await importOnce(Array.from({ length: 30 }, () => '{'));
    expect({ rejected, first: rejections[0]?.line, last: rejections.at(-1)?.line }).toEqual({
      rejected: 30,
      first: 1,
      last: 20,
    });
  });

  it('hands out every rejection', async () => {
    const seen: number[] = [];
    await importOnce(
      Array.from({ length: 30 }, () => '{'),
      { onRejection: ({ line }) => void seen.push(line) },
    );
    expect(seen).toHaveLength(30);
  });

  it('reports its progress up to the last line', async () => {
    const seen: number[] = [];
    await importOnce([maker('Acme'), '{', '{"type":"photo"}'], {
      onProgress: ({ lines }) => void seen.push(lines),
    });
    expect(seen.at(-1)).toBe(3);
  });

  it('says which service does not answer', async () => {
    await using importers = await startImporters();
    const services = { ...importers.services, prices: 'http://127.0.0.1:9' };
    await expect(importInto(services, [])).rejects.toThrow(
      'prices does not answer at http://127.0.0.1:9.\nStart the graph with `npm start`',
    );
  });

  it('says so when a service does not know its key', async () => {
    await expect(importOnce([], { key: '00'.repeat(32) })).rejects.toThrow(
      'does not accept our key',
    );
  });
});

/** Runs the command as a user does, on a file of these bytes. */
async function runImport(content: string | Buffer, ...args: readonly string[]) {
  using folder = createTestFolder();
  await using importers = await startImporters();
  const file = path.join(folder.path, 'lines.jsonl');
  writeFileSync(file, content);
  const script = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const report = path.join(folder.path, 'report.jsonl');
  const child = spawn(process.execPath, [script, 'import', file, '--report', report, ...args], {
    env: {
      ...process.env,
      SERVICE_URLS: JSON.stringify(importers.services),
      SIGNING_KEY: GRAPH_KEY,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, stdout, stderr, report: code === 2 ? '' : readFileSync(report, 'utf8') };
}

describe('graph import', () => {
  it('exits with 0 and prints a table when everything was taken', async () => {
    const { code, stdout, stderr } = await runImport(`${maker('Acme')}\n${tool('saw', 'Acme')}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^type +created +updated +unchanged +rejected +skipped\nmaker +1 +0 +0/u,
    );
  });

  it('exits with 0 when lines were only skipped, and says who is missing', async () => {
    const { code, stdout } = await runImport(`${maker('Acme')}\n{"type":"photo"}\n`);
    expect(code).toBe(0);
    expect(stdout).toContain('photo: no running service takes this type, 1 line skipped.');
  });

  it('exits with 1 when a line was rejected, and names the line', async () => {
    const { code, stdout } = await runImport(`${maker('Acme')}\n\n{"type":"maker"}\n`);
    expect(code).toBe(1);
    expect(stdout).toContain('line 3 (maker): name: Invalid input');
  });

  it('writes every rejection to the report', async () => {
    const { report } = await runImport('{\n'.repeat(25));
    expect(
      report
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).line),
    ).toHaveLength(25);
  });

  it('reads CRLF, a byte order mark and a last line without an end', async () => {
    const { stdout } = await runImport(`\uFEFF${maker('Acmé')}\r\n${tool('saw', 'Acmé')}`);
    expect(stdout).toMatch(/total +2 +0 +0 +0 +0/u);
  });

  it('rejects a line that is not UTF-8', async () => {
    const broken = Buffer.from([0x22, 0xff, 0x22, 0x0a]);
    const { stdout } = await runImport(Buffer.concat([broken, Buffer.from(maker('Acme'))]));
    expect(stdout).toContain('line 1 (?): The line is not UTF-8.');
  });

  it('rejects an endless line and imports the next', async () => {
    const { stdout } = await runImport(
      `{"type":"maker","name":"${'x'.repeat(1e6)}"}\n${maker('Acme')}`,
    );
    expect(stdout).toMatch(/total +1 +0 +0 +1 +0/u);
    expect(stdout).toContain('line 1 (?): The line is longer than');
  });

  it('exits with 2 and explains itself when the file is not there', async () => {
    const script = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
    const child = spawn(process.execPath, [script, 'import', 'nowhere.jsonl']);
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'There is no file "nowhere.jsonl".\n' });
  });
});
