import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, asc, desc, eq, isNull, lt } from '@supergraph/kit/drizzle';

import { putDocuments } from '#src/registry/data/versions.ts';
import type { Member } from '#src/registry/member.ts';
import {
  type ENDINGS,
  type PublicationRow,
  publication,
  publicationMember,
  schemaDocument,
  staging,
} from '#src/registry/tables.ts';

export async function findPublication(
  db: Queries,
  id: string,
): Promise<PublicationRow | undefined> {
  return db.select().from(publication).where(eq(publication.id, id)).get();
}

export interface PublicationPage {
  readonly limit: number;
  /** Only older ones than this. */
  readonly before: string | undefined;
  readonly outcome: PublicationRow['outcome'] | undefined;
}

/** Newest first. */
export async function listPublications(
  db: Queries,
  { limit, before, outcome }: PublicationPage,
): Promise<PublicationRow[]> {
  return db
    .select()
    .from(publication)
    .where(
      and(
        before === undefined ? undefined : lt(publication.id, before),
        outcome === undefined ? undefined : eq(publication.outcome, outcome),
      ),
    )
    .orderBy(desc(publication.id))
    .limit(limit)
    .all();
}

/** The schemas that a publication was about. */
export async function findPublicationMembers(db: Queries, id: string): Promise<Member[]> {
  return db
    .select({
      name: publicationMember.subgraph,
      url: publicationMember.url,
      file: publicationMember.file,
      schemaHash: publicationMember.schemaHash,
      sdl: schemaDocument.sdl,
    })
    .from(publicationMember)
    .innerJoin(schemaDocument, eq(schemaDocument.hash, publicationMember.schemaHash))
    .where(eq(publicationMember.publication, id))
    .orderBy(asc(publicationMember.subgraph))
    .all();
}

export async function insertPublication(
  tx: Transaction,
  row: PublicationRow,
  members: readonly Member[],
): Promise<void> {
  await putDocuments(tx, members);
  tx.insert(publication).values(row).run();
  for (const { name, url, file, schemaHash } of members) {
    tx.insert(publicationMember)
      .values({ publication: row.id, subgraph: name, url, file, schemaHash })
      .run();
  }
}

export interface OpenStaging {
  readonly publication: PublicationRow;
  readonly allowBreaking: boolean;
  readonly members: readonly Member[];
}

/** How the waiting of a publication ended; undefined while it waits, or when it never did. */
export async function findEnding(
  db: Queries,
  id: string,
): Promise<(typeof ENDINGS)[number] | undefined> {
  const row = db.select().from(staging).where(eq(staging.publication, id)).get();
  return row?.ending ?? undefined;
}

/** Publications that wait for instances, oldest first. */
export async function findOpenStagings(db: Queries): Promise<OpenStaging[]> {
  const rows = db
    .select({ publication, allowBreaking: staging.allowBreaking })
    .from(staging)
    .innerJoin(publication, eq(publication.id, staging.publication))
    .where(isNull(staging.endedAt))
    .orderBy(asc(publication.id))
    .all();
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      members: await findPublicationMembers(db, row.publication.id),
    })),
  );
}

export async function insertStaging(
  tx: Transaction,
  row: { readonly publication: string; readonly allowBreaking: boolean },
): Promise<void> {
  tx.insert(staging).values(row).run();
}

export async function endStaging(
  tx: Transaction,
  id: string,
  end: { readonly endedAt: number; readonly ending: (typeof ENDINGS)[number] },
): Promise<void> {
  tx.update(staging).set(end).where(eq(staging.publication, id)).run();
}
