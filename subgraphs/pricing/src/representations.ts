import type { Connection } from '@supergraph/kit/paging';
import type { Money } from '@supergraph/kit/money';

import type { AppliedPromotion } from '#src/rules/apply-promotions.ts';
import type { Buyer, Price } from '#src/rules/price-list.ts';
import type { PromotionRow, VariantRow } from '#src/tables.ts';

// What resolvers start from, where that is not a row: keys and @requires fields that the router sends along.

export interface ProductKey {
  readonly id: string;
}

interface VariantKey {
  readonly id: string;
}

/** A cart as the router describes it. Pricing knows carts from here only and stores none. */
export interface CartRepresentation {
  readonly id: string;
  readonly currencyCode: string;
  readonly countryCode: string;
  readonly customerId?: string | null | undefined;
  readonly customerGroups?: readonly string[] | null | undefined;
  readonly voucherCodes: readonly string[];
  readonly shippingAddress?:
    | { readonly countryCode: string; readonly region?: string | null | undefined }
    | null
    | undefined;
  readonly shippingPrice?:
    | { readonly amount: number; readonly currency: string }
    | null
    | undefined;
  readonly lines: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly variant: VariantKey;
  }[];
}

export interface CartLineRepresentation {
  readonly id: string;
  readonly quantity: number;
  readonly currencyCode: string;
  readonly countryCode: string;
  readonly customerId?: string | null | undefined;
  readonly customerGroups?: readonly string[] | null | undefined;
  readonly variant: VariantKey;
}

/** A price that was chosen, with what its fields are derived from. */
export interface PricedVariant {
  readonly variant: VariantRow;
  readonly buyer: Buyer;
  readonly usable: readonly Price[];
  readonly chosen: Price;
}

export interface DiscountView extends Omit<AppliedPromotion, 'amount'> {
  readonly amount: Money;
}

export interface PromotionPage extends Connection<PromotionRow> {
  readonly totalCount: number;
}
