// Starts every subgraph on its own and prints how long it takes to be ready and what it holds when idle.
// Compare ratios of two runs on the same machine: `node bench/services.ts`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROUNDS = 5;
const IDLE_MS = 3000;
const root = path.join(import.meta.dirname, '..');

interface Sample {
  readonly readyMs: number;
  readonly idleMb: number;
}

async function measure(name: string, dataDir: string): Promise<Sample> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=4', path.join(root, 'subgraphs', name, 'src', 'server.ts')],
    {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATA_DIR: dataDir,
        NODE_COMPILE_CACHE: path.join(dataDir, 'compile-cache'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const readyMs = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${name} ended before it was ready.`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"msg":"ready"')) {
        resolve(performance.now() - startedAt);
      }
    });
  });
  await wait(IDLE_MS);
  const idleMb = readResidentMb(child.pid);
  child.kill('SIGTERM');
  await ended;
  return { readyMs, idleMb };
}

function readResidentMb(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

const middle = (values: readonly number[]): number =>
  Math.round(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0);

console.log('service      first ready ms   ready ms (median)   idle MB (median)');
for (const name of readdirSync(path.join(root, 'subgraphs')).toSorted()) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const first = await measure(name, dataDir);
  const samples: Sample[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    samples.push(await measure(name, dataDir));
  }
  rmSync(dataDir, { recursive: true, force: true });
  const ready = middle(samples.map(({ readyMs }) => readyMs));
  const idle = middle(samples.map(({ idleMb }) => idleMb));
  console.log(
    `${name.padEnd(12)} ${String(Math.round(first.readyMs)).padStart(14)} ${String(ready).padStart(19)} ${String(idle).padStart(18)}`,
  );
}
