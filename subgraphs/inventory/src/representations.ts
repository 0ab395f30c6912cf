import type { Connection } from '@supergraph/kit/paging';

import type { StockState } from '#src/rules/stock-status.ts';
import type { LocationRow } from '#src/tables.ts';

// What resolvers start from, where that is not a row: keys and @requires fields that the router sends along.

export interface VariantKey {
  readonly id: string;
}

export interface CartLineRepresentation {
  readonly id: string;
  /** Units of the variant over all lines of the cart. */
  readonly unitsInCart: number;
  readonly variant?: VariantKey | null | undefined;
}

/** A location, in a list by distance with how far it is. */
export interface LocationView extends LocationRow {
  readonly distanceKm?: number;
}

export interface LocationPage extends Connection<LocationView> {
  readonly totalCount: number;
}

export interface StockAtStore {
  readonly location: LocationView;
  readonly status: StockState['status'];
}
