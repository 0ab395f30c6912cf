import type { Transaction } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

/** Makes the writer overwrite what it deletes, so that erased data does not stay in free pages of the file. */
export async function enableSecureDelete(tx: Transaction): Promise<void> {
  tx.get(sql`pragma secure_delete = on`);
}
