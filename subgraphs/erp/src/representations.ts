import type { FreightOption } from '#src/operations/freight-quote.ts';
import type { Material } from '#src/operations/materials.ts';
import type { Tracking } from '#src/operations/tracking.ts';
import type { Provenance } from '#src/results-cache.ts';

// What resolvers start from: keys and @requires fields that the router sends along, and what the ERP said.

export interface VariantKey {
  readonly sku: string;
}

export interface CartRepresentation {
  readonly id: string;
  readonly countryCode: string;
  readonly currencyCode: string;
  readonly shippingAddress?: {
    readonly countryCode: string;
    readonly postalCode?: string | null;
    readonly region?: string | null;
  } | null;
  readonly lines?: readonly {
    readonly quantity: number;
    readonly variant?: { readonly sku: string; readonly weightGrams?: number | null } | null;
  }[];
}

export interface FulfillmentRepresentation {
  readonly id: string;
  readonly carrier?: string | null;
  readonly trackingNumber?: string | null;
}

export interface TrackingView extends Tracking {
  readonly provenance: Provenance;
}

export interface MaterialView extends Material {
  readonly provenance: Provenance;
}

export interface ShippingOptionView extends FreightOption {
  readonly provenance: Provenance;
}
