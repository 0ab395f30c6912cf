/** Runs what belongs to one key one after the other, within this process. */
export type Lock = <T>(key: string, run: () => Promise<T>) => Promise<T>;

export function createLock(): Lock {
  const last = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const result = (last.get(key) ?? Promise.resolve()).then(run);
    const settled = result
      .catch(() => undefined)
      .finally(() => {
        if (last.get(key) === settled) {
          last.delete(key);
        }
      });
    last.set(key, settled);
    return result;
  };
}
