import type { EventRow } from '#src/tables.ts';

// What resolvers start from, where that is not a row: keys and @requires fields that the router sends along.

/** `paymentIntentId` is cart's word that this request may see the intent: cart says it to those alone who may see the checkout. */
export interface CheckoutRepresentation {
  readonly id: string;
  readonly paymentIntentId?: string | null | undefined;
}

export interface Key {
  readonly id: string;
}

/** An event with what its amount is in. */
export type EventOf = EventRow & { readonly currency: string };
