import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { KnownDocuments } from './known-documents.ts';
import { type ManifestEntry, readManifest } from './read-manifest.ts';

export interface ManifestOptions {
  readonly files: readonly string[];
  /** How often the files are looked at; 0: never again. */
  readonly pollMs: number;
  readonly onLoad: (known: KnownDocuments) => void;
  /** A later state of the files that cannot be used: the documents before it stay. */
  readonly onFault: (error: Error) => void;
}

/**
 * Reads manifests, and again whenever one of them changes, until the function it resolves to is called. Rejects when
 * they cannot be used at first, with the file and the line.
 */
export async function followManifests(options: ManifestOptions): Promise<() => void> {
  const { files, pollMs, onLoad } = options;
  if (files.length === 0) {
    return () => undefined;
  }
  const first = loadManifests(files).then(onLoad);
  // Before the files are read, so that no change falls between.
  const stop = pollMs === 0 ? () => undefined : watchManifests(options, first);
  try {
    await first;
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}

/** Loads the files again after each change, one load after another. */
function watchManifests(
  { files, pollMs, onLoad, onFault }: ManifestOptions,
  first: Promise<void>,
): () => void {
  let isFollowing = true;
  let loading = first.catch(() => undefined);
  const reload = async (): Promise<void> => {
    try {
      const known = await loadManifests(files);
      if (isFollowing) {
        onLoad(known);
      }
    } catch (error) {
      onFault(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const listener = (): void => {
    loading = loading.then(reload);
  };
  for (const file of files) {
    watchFile(file, { interval: pollMs, persistent: false }, listener);
  }
  return () => {
    isFollowing = false;
    for (const file of files) {
      unwatchFile(file, listener);
    }
  };
}

async function loadManifests(files: readonly string[]): Promise<KnownDocuments> {
  const manifests = await Promise.all(files.map(loadManifest));
  return new KnownDocuments(manifests.flat());
}

async function loadManifest(file: string): Promise<readonly ManifestEntry[]> {
  const outcome = await readManifest(await readFile(file, 'utf8'));
  if (!outcome.ok) {
    throw new Error(`The manifest ${file} cannot be used: ${outcome.reason}`);
  }
  return outcome.entries;
}
