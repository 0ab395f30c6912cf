import type { Queries } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

/** Locales that a product has texts in, sorted. Hops from one to the next in the index instead of reading all of it. */
export async function listLocales(db: Queries): Promise<string[]> {
  const rows = db.all<{ locale: string }>(sql`
    with recursive found(locale) as (
      select min(locale) from product_text
      union all
      select (select min(locale) from product_text where locale > found.locale) from found
      where found.locale is not null
    )
    select locale from found where locale is not null`);
  return rows.map(({ locale }) => locale);
}
