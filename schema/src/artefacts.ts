import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Artefact {
  /** Relative to the root of the project. */
  readonly file: string;
  readonly text: string;
}

export interface StaleArtefact {
  readonly file: string;
  /** What the file holds; undefined when there is none. */
  readonly text: string | undefined;
  /** The first line that differs. */
  readonly line: number;
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
      return [
        committed === undefined
          ? { file, text: committed, line: 1, difference: 'It does not exist.' }
          : { file, text: committed, ...firstDifference(committed, text) },
      ];
    }),
  );
  return found.flat();
}

function firstDifference(committed: string, composed: string) {
  const old = committed.split('\n');
  const fresh = composed.split('\n');
  let at = 0;
  while (at < old.length && old[at] === fresh[at]) {
    at++;
  }
  const shown = (lines: readonly string[], sign: string) =>
    lines.slice(at, at + SHOWN_LINES).map((line) => `${sign} ${line}`);
  const lines = [`@@ line ${at + 1} @@`, ...shown(old, '-'), ...shown(fresh, '+')];
  return { line: at + 1, difference: lines.join('\n') };
}
