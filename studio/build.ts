import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const dist = join(folder, 'dist');
const hashFile = join(dist, '.hash');

export interface StudioBuild {
  /** Whether a build ran; false when the one on disk is of these sources. */
  readonly built: boolean;
  readonly folder: string;
  readonly tookMs: number;
}

/** Builds the studio into `dist/` unless it is there and of these very sources. */
export async function ensureStudioBuilt({
  log,
}: {
  readonly log: (line: string) => void;
}): Promise<StudioBuild> {
  const started = performance.now();
  const hash = await hashSources();
  if ((await readBuiltHash()) === hash) {
    return { built: false, folder: dist, tookMs: performance.now() - started };
  }
  log('building the studio, which takes some seconds the first time');
  await buildInOwnProcess();
  const tookMs = performance.now() - started;
  log(`built the studio in ${(tookMs / 1000).toFixed(1)} s`);
  return { built: true, folder: dist, tookMs };
}

// The bundler keeps some 300 MB that a long-lived caller would never get back.
async function buildInOwnProcess(): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += String(chunk)));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`The studio does not build.\n${complaint}`);
  }
}

async function build(): Promise<void> {
  const { build: bundle } = await import('vite');
  const hash = await hashSources();
  // Beside the final place and then renamed: a reader never sees half a build, and two builds at a
  // time do not mix.
  const fresh = join(folder, 'node_modules', `.studio-${process.pid}`);
  try {
    await bundle({ root: folder, logLevel: 'error', build: { outDir: fresh, emptyOutDir: true } });
    await writeFile(join(fresh, '.hash'), hash);
    await replaceDist(fresh, hash);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function replaceDist(fresh: string, hash: string): Promise<void> {
  if ((await readBuiltHash()) === hash) {
    return;
  }
  await rm(dist, { recursive: true, force: true });
  try {
    await rename(fresh, dist);
  } catch (error) {
    // Another build of the same sources was quicker, which is as good.
    if ((await readBuiltHash()) !== hash) {
      throw error;
    }
  }
}

async function readBuiltHash(): Promise<string | undefined> {
  return existsSync(hashFile) ? readFile(hashFile, 'utf8') : undefined;
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/^(dist|node_modules|test)|\.md$|\.test\.ts$/.test(relative(folder, file)))
    .toSorted();
  for (const file of [...files, join(folder, '..', 'pnpm-lock.yaml')]) {
    hash.update(relative(folder, file)).update('\0');
    hash.update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}

if (import.meta.main) {
  await build();
}
