import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { asc, eq, like, sql } from '@supergraph/kit/drizzle';

import type { Member } from '#src/registry/member.ts';
import { schemaDocument, supergraphVersion, versionMember } from '#src/registry/tables.ts';

export interface Version {
  /** The hash of its members. */
  readonly version: string;
  readonly members: readonly Member[];
  readonly supergraph: string;
  readonly api: string;
  /** When it was first composed. */
  readonly at: number;
}

export async function findVersion(db: Queries, version: string): Promise<Version | undefined> {
  const row = db
    .select()
    .from(supergraphVersion)
    .where(eq(supergraphVersion.version, version))
    .get();
  return row && { ...row, members: await findMembers(db, version) };
}

/** Versions whose name begins so, ten at most. */
export async function findVersionNames(db: Queries, prefix: string): Promise<string[]> {
  return db
    .select({ version: supergraphVersion.version })
    .from(supergraphVersion)
    .where(like(supergraphVersion.version, `${prefix}%`))
    .limit(10)
    .all()
    .map(({ version }) => version);
}

async function findMembers(db: Queries, version: string): Promise<Member[]> {
  return db
    .select({
      name: versionMember.subgraph,
      url: versionMember.url,
      file: versionMember.file,
      schemaHash: versionMember.schemaHash,
      sdl: schemaDocument.sdl,
    })
    .from(versionMember)
    .innerJoin(schemaDocument, eq(schemaDocument.hash, versionMember.schemaHash))
    .where(eq(versionMember.version, version))
    .orderBy(asc(versionMember.subgraph))
    .all();
}

/** Keeps the texts of these schemas. */
export async function putDocuments(tx: Transaction, members: readonly Member[]): Promise<void> {
  for (const { schemaHash, sdl } of members) {
    insertDocument(tx).run({ hash: schemaHash, sdl });
  }
}

/** Keeps a version, unless it is known: the same members are the same version. */
export async function putVersion(
  tx: Transaction,
  { members, version, ...row }: Version,
): Promise<void> {
  const { changes } = tx
    .insert(supergraphVersion)
    .values({ version, ...row })
    .onConflictDoNothing()
    .run();
  if (changes === 0) {
    return;
  }
  await putDocuments(tx, members);
  for (const { name, url, file, schemaHash } of members) {
    insertMember(tx).run({ version, subgraph: name, url, file, schemaHash });
  }
}

const insertDocument = prepared((db) =>
  db
    .insert(schemaDocument)
    .values({ hash: sql.placeholder('hash'), sdl: sql.placeholder('sdl') })
    .onConflictDoNothing()
    .prepare(),
);
const insertMember = prepared((db) =>
  db
    .insert(versionMember)
    .values({
      version: sql.placeholder('version'),
      subgraph: sql.placeholder('subgraph'),
      url: sql.placeholder('url'),
      file: sql.placeholder('file'),
      schemaHash: sql.placeholder('schemaHash'),
    })
    .prepare(),
);
