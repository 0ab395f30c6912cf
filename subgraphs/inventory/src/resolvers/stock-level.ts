import type { Context } from '#src/context.ts';
import type { StockLevelResolvers } from '#src/generated/resolvers.ts';
import { freeOf } from '#src/rules/stock-status.ts';
import type { LocationRow } from '#src/tables.ts';

export const StockLevel: StockLevelResolvers = {
  available: (level) => freeOf(level),
  location: ({ locationId }, _, context) => locationOf(locationId, context),
};

/** A place of the ledger; the tables' foreign key keeps it there. */
async function locationOf(id: string, { loaders }: Context): Promise<LocationRow> {
  const location = await loaders.location.load(id);
  if (location === null) {
    throw new Error(`The ledger has the location ${id}, which is not there.`);
  }
  return location;
}
