import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type OverrideShares, parseOverrideShares } from './override-shares.ts';
import { type HotOperation, parseHotOperations } from './hot-operations.ts';

/** What a router keeps for its next start: the last supergraph that it served, how far overrides were, and the operations used lately. */
export interface StateFiles {
  saveSupergraph(sdl: string): Promise<void>;
  /** Undefined when none was kept. */
  readSupergraph(): Promise<string | undefined>;
  saveOperations(operations: readonly HotOperation[]): Promise<void>;
  readOperations(): Promise<readonly HotOperation[]>;
  saveShares(shares: OverrideShares): Promise<void>;
  readShares(): Promise<OverrideShares>;
}

const SUPERGRAPH = 'last-good.graphql';
const OPERATIONS = 'hot-operations.json';
const SHARES = 'override-shares.json';

/** State in a directory, which is made when something is first kept. Without a directory nothing is kept. */
export function createStateFiles(directory: string | undefined): StateFiles {
  const write = async (name: string, text: string): Promise<void> => {
    if (directory === undefined) {
      return;
    }
    await mkdir(directory, { recursive: true });
    const file = path.join(directory, name);
    // Written whole or not at all: a start after a crash reads one or the other.
    // Workers write the same files at once, each a copy of its own.
    const copy = `${file}.${process.pid}.new`;
    await writeFile(copy, text, { mode: 0o600 });
    await rename(copy, file);
  };
  const read = (name: string): Promise<string | undefined> =>
    directory === undefined
      ? Promise.resolve(undefined)
      : readFile(path.join(directory, name), 'utf8').catch(() => undefined);
  return {
    saveSupergraph: (sdl) => write(SUPERGRAPH, sdl),
    readSupergraph: () => read(SUPERGRAPH),
    saveOperations: (operations) => write(OPERATIONS, JSON.stringify(operations)),
    saveShares: (shares) => write(SHARES, JSON.stringify(shares)),
    async readShares() {
      const text = await read(SHARES);
      return (text === undefined ? undefined : parseOverrideShares(text)) ?? {};
    },
    async readOperations() {
      const text = await read(OPERATIONS);
      return (text === undefined ? undefined : parseHotOperations(text)) ?? [];
    },
  };
}
