import { createConnection, readPage } from '@supergraph/kit/paging';

import { listCurrencies } from '#src/data/prices.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { isOffered } from '#src/rules/eligibility.ts';
import { toPromotion } from '#src/rules/stored-promotion.ts';
import type { PromotionRow } from '#src/tables.ts';

export const Query: QueryResolvers = {
  currencies: (_, __, { deps }) => listCurrencies(deps.db.reader),

  async promotions(_, args, { loaders, buyer, now }) {
    const { currency, country, customerGroups } = buyer;
    const page = readPage(args, {
      sort: 'priority',
      filter: { currency, country, customerGroups },
    });
    const offered = (await loaders.runningPromotions())
      .filter((row) => isOffered(toPromotion(row), { ...buyer, now }))
      .toSorted((one, other) => comparePlaces(placeOf(one), placeOf(other)));
    const { after } = page;
    const rows = offered.filter((row) => after === null || comparePlaces(placeOf(row), after) > 0);
    return {
      ...createConnection(rows.slice(0, page.limit + 1), page, placeOf),
      totalCount: offered.length,
    };
  },
};

type Place = readonly (string | number)[];

function placeOf({ priority, id }: PromotionRow): [number, string] {
  return [-priority, id];
}

/** Running promotions are few, and a rule decides who sees them: the page is cut here and not in SQL. */
function comparePlaces(
  [priority = 0, id = '']: Place,
  [otherPriority = 0, otherId = '']: Place,
): number {
  if (priority !== otherPriority) {
    return priority < otherPriority ? -1 : 1;
  }
  return id === otherId ? 0 : Number(id > otherId) - Number(id < otherId);
}
