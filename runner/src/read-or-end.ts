const CALL_IS_WRONG = 2;

/** What `read` answers; a value that cannot be meant ends the process with its message alone. */
export function readOrEnd<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(CALL_IS_WRONG);
  }
}
