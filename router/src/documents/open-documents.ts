import type { DocumentsConfig } from '#src/config/documents.ts';

import { Documents } from './documents.ts';
import { followManifests } from './manifest-files.ts';

/** The part of a logger that is written to here. */
export interface DocumentsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface DocumentStores {
  /** Which documents run in a variant of the graph. */
  find(variant: string): Documents | undefined;
  /** Rejects, with the file and the line, when a manifest cannot be used at first. */
  readonly ready: Promise<unknown>;
  /** Stops looking at the files. */
  close(): void;
}

/** The documents of each variant, kept equal to its manifests. */
export function openDocuments(
  variants: ReadonlyMap<string, DocumentsConfig>,
  log: DocumentsLog,
): DocumentStores {
  const stores = new Map([...variants].map(([name, config]) => [name, openStore(config, log)]));
  const ready = Promise.all([...stores.values()].map((store) => store.following));
  // Told to whoever waits for it; nobody does when the process ends before.
  ready.catch(() => undefined);
  return {
    find: (variant) => stores.get(variant)?.documents,
    ready,
    close() {
      for (const { following } of stores.values()) {
        following.then((stop) => stop()).catch(() => undefined);
      }
    },
  };
}

interface Store {
  readonly documents: Documents;
  readonly following: Promise<() => void>;
}

function openStore(config: DocumentsConfig, log: DocumentsLog): Store {
  const documents = new Documents(config, (document) => {
    log.warn({ ...document }, 'unknown document');
  });
  const following = followManifests({
    files: config.mode === 'off' ? [] : config.files,
    pollMs: config.pollMs,
    onLoad: (known) => {
      documents.replace(known);
      log.info({ documents: known.size }, 'persisted documents loaded');
    },
    onFault: (error) => log.error({ error }, 'persisted documents refused'),
  });
  return { documents, following };
}
