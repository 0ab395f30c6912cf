import type { Connection } from '@supergraph/kit/paging';

import type { OrderFilter } from '#src/data/orders.ts';
import type { Discount, FulfillmentRow, OrderRow, ReturnRow } from '#src/tables.ts';

// What resolvers and rules start from, where that is not a row.

/** `orderId` is cart's word that this request may see the order: cart says it to those alone who may see the checkout. */
export interface CheckoutRepresentation {
  readonly id: string;
  readonly orderId?: string | null | undefined;
}

export interface CustomerKey {
  readonly id: string;
}

/** A page, with what it is a page of. */
export type OrderPage = Connection<OrderRow> & { readonly filter: OrderFilter };

/** A discount with what its amount is in. */
export type DiscountOf = Discount & { readonly currency: string };

/** Some units of one line of an order. */
export interface Units {
  readonly orderLineId: string;
  readonly quantity: number;
}

/** Units with the order they are of. */
export interface UnitsOf extends Units {
  readonly orderId: string;
}

/** A fulfilment with what is in it. */
export type Parcel = FulfillmentRow & { readonly lines: readonly UnitsOf[] };

export interface ReturnUnits extends UnitsOf {
  readonly reasonCode: string;
}

/** A return with what comes back. */
export type Return = ReturnRow & { readonly lines: readonly ReturnUnits[] };
