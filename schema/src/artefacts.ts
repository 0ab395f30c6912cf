import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Artefact {
  /** Relative to the root of the project. */
  readonly file: string;
  readonly text: string;
}

export interface StaleArtefact {
  readonly file: string;
  /** The first lines that differ, as a reader of a diff knows them. */
  readonly difference: string;
}

const SHOWN_LINES = 3;

/** Writes those that differ from what is on disk, and says which. */
export async function writeArtefacts(
  root: string,
  artefacts: readonly Artefact[],
): Promise<string[]> {
  const stale = await findStaleArtefacts(root, artefacts);
  const changed = new Set(stale.map(({ file }) => file));
  const written = artefacts.filter(({ file }) => changed.has(file));
  await Promise.all(written.map(({ file, text }) => replaceFile(join(root, file), text)));
  return written.map(({ file }) => file);
}

// Renamed into place, because a running router reads the file as soon as it changes.
async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}.tmp`;
  await writeFile(fresh, text);
  await rename(fresh, file);
}

/** The artefacts whose file is missing or holds something else. */
export async function findStaleArtefacts(
  root: string,
  artefacts: readonly Artefact[],
): Promise<StaleArtefact[]> {
  const found = await Promise.all(
    artefacts.map(async ({ file, text }) => {
      const committed = await readFile(join(root, file), 'utf8').catch(() => undefined);
      if (committed === text) {
        return [];
      }
      const difference =
        committed === undefined ? 'It does not exist.' : firstDifference(committed, text);
      return [{ file, difference }];
    }),
  );
  return found.flat();
}

function firstDifference(committed: string, composed: string): string {
  const old = committed.split('\n');
  const fresh = composed.split('\n');
  let at = 0;
  while (at < old.length && old[at] === fresh[at]) {
    at++;
  }
  const shown = (lines: readonly string[], sign: string) =>
    lines.slice(at, at + SHOWN_LINES).map((line) => `${sign} ${line}`);
  return [`@@ line ${at + 1} @@`, ...shown(old, '-'), ...shown(fresh, '+')].join('\n');
}
