import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, sql } from '@supergraph/kit/drizzle';

import { createUpsertAll } from '#src/data/insert-all.ts';
import { slugHistory } from '#src/tables.ts';

export type SlugKind = 'PRODUCT' | 'CATEGORY';

export interface SlugOwner {
  readonly slug: string;
  readonly id: string;
}

/** Who had one of these slugs before. */
export async function findFormerOwners(
  db: Queries,
  kind: SlugKind,
  slugs: readonly string[],
): Promise<SlugOwner[]> {
  return selectBySlugs(db).all({ kind, slugs: JSON.stringify(slugs) });
}

export interface SlugChange {
  readonly kind: SlugKind;
  readonly targetId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Remembers the slugs that something gave up, and forgets those it has now. */
export async function recordSlugs(tx: Transaction, change: SlugChange): Promise<void> {
  const { kind, targetId, before, after } = change;
  const given = new Set(before.filter((slug) => !after.includes(slug)));
  const taken = after.filter((slug) => !before.includes(slug));
  if (taken.length > 0) {
    forget(tx).run({ kind, slugs: JSON.stringify(taken) });
  }
  remember(
    tx,
    [...given].map((slug) => ({ kind, slug, targetId })),
  );
}

const remember = createUpsertAll(slugHistory, { key: [slugHistory.kind, slugHistory.slug] });

const ofKind = eq(slugHistory.kind, sql.placeholder('kind'));
const selectBySlugs = prepared((db) =>
  db
    .select({ slug: slugHistory.slug, id: slugHistory.targetId })
    .from(slugHistory)
    .where(and(ofKind, inJson(slugHistory.slug, 'slugs')))
    .prepare(),
);
const forget = prepared((db) =>
  db
    .delete(slugHistory)
    .where(and(ofKind, inJson(slugHistory.slug, 'slugs')))
    .prepare(),
);
