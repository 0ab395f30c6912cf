import type { Transaction } from '@supergraph/kit/database';
import { and, asc, eq, inArray, lt, or, sql } from '@supergraph/kit/drizzle';

import {
  publication,
  publicationMember,
  schemaDocument,
  versionMember,
} from '#src/registry/tables.ts';

/** Deletes checks and refused publishes, oldest first, with the documents that nothing else has. Answers how many. */
export async function forgetDraftsBefore(
  tx: Transaction,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<number> {
  const isDraft = or(eq(publication.action, 'CHECK'), eq(publication.outcome, 'REFUSED'));
  const ids = tx
    .select({ id: publication.id })
    .from(publication)
    .where(and(lt(publication.at, before), isDraft))
    .orderBy(asc(publication.at))
    .limit(limit)
    .all()
    .map(({ id }) => id);
  const documents = tx
    .delete(publicationMember)
    .where(inArray(publicationMember.publication, ids))
    .returning({ hash: publicationMember.schemaHash })
    .all();
  tx.delete(publication).where(inArray(publication.id, ids)).run();
  forgetUnused(tx, [...new Set(documents.map(({ hash }) => hash))]);
  return ids.length;
}

function isIn(table: typeof versionMember | typeof publicationMember) {
  return sql`exists (select 1 from ${table} where ${table.schemaHash} = ${schemaDocument.hash})`;
}

function forgetUnused(tx: Transaction, hashes: readonly string[]): void {
  for (const hash of hashes) {
    tx.delete(schemaDocument)
      .where(
        and(
          eq(schemaDocument.hash, hash),
          sql`not ${isIn(versionMember)}`,
          sql`not ${isIn(publicationMember)}`,
        ),
      )
      .run();
  }
}
