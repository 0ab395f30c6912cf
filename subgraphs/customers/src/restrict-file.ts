import { chmodSync, existsSync } from 'node:fs';

/** Takes a database away from every other user of the machine: it holds private keys. */
export function restrictDatabaseFile(file: string): void {
  for (const part of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(part)) {
      chmodSync(part, 0o600);
    }
  }
}
