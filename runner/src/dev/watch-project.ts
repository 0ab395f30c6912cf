import path from 'node:path';

import { watch } from 'chokidar';

export interface ProjectEvents {
  /** The schema.graphql of a subgraph was saved. */
  readonly onSchema: (subgraph: string) => void;
  /** So was another file that its process reads. */
  readonly onSource: (subgraph: string) => void;
}

export interface Watching {
  /** Resolves when nothing that is saved from now on is missed. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

// Made by programs, or read by none that runs.
const IGNORED =
  /(?:^|\/)(?:node_modules|generated|test|\.[^/]+)(?:\/|$)|\.test\.ts$|~$|\.(?:tmp|md|log)$/u;

/** Watches the folders of subgraphs. Files that are replaced by renaming, as editors do, count as saved. */
export function watchProject(root: string, { onSchema, onSource }: ProjectEvents): Watching {
  const folder = path.join(root, 'subgraphs');
  const relative = (file: string): string => path.relative(folder, file).split(path.sep).join('/');
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (file) => IGNORED.test(relative(file)),
  });
  watcher.on('all', (event, file) => {
    if (event === 'addDir' || event === 'unlinkDir') {
      return;
    }
    const [subgraph = '', ...rest] = relative(file).split('/');
    if (rest.join('/') === 'schema.graphql') {
      onSchema(subgraph);
    } else if (rest.length > 0) {
      onSource(subgraph);
    }
  });
  return {
    ready: new Promise((resolve) => {
      watcher.once('ready', resolve);
    }),
    stop: () => watcher.close(),
  };
}
