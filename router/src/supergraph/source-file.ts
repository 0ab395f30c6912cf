import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** The text of a supergraph file. Throws an error that says how to make one when it is not there. */
export async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    throw new Error(
      `There is no supergraph to read at ${file}${isFolder ? ', which is a folder' : ''}. Write it with "pnpm graph compose".`,
      { cause: error },
    );
  }
}

export interface WatchOptions {
  readonly pollMs: number;
  /** The text that is being served already. */
  readonly current: string;
  readonly onChange: (sdl: string) => void;
}

/**
 * Tells each text the file gets, until the function it returns is called. It asks for the file's state at intervals:
 * that also sees files that are replaced by renaming, or through links, as composing tools and clusters do.
 */
export function watchSupergraph(
  file: string,
  { pollMs, current, onChange }: WatchOptions,
): () => void {
  let known = current;
  const look = async (): Promise<void> => {
    const sdl = await readFile(file, 'utf8').catch(() => undefined);
    if (sdl !== undefined && sdl.trim() !== '' && sdl !== known) {
      known = sdl;
      onChange(sdl);
    }
  };
  if (pollMs === 0) {
    return () => undefined;
  }
  const listener = (): void => void look();
  watchFile(file, { interval: pollMs, persistent: false }, listener);
  // It tells changes from its own first look on; the file may have changed since it was read.
  listener();
  return () => unwatchFile(file, listener);
}
