import type { Transaction } from './database.ts';
import { sql } from './drizzle.ts';

/** Makes the writer overwrite what it deletes, so that erased data does not stay in free pages of the file. */
export async function enableSecureDelete(tx: Transaction): Promise<void> {
  tx.get(sql`pragma secure_delete = on`);
}
