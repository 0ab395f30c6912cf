import type { Lookup } from '#src/results-cache.ts';
import { readDate } from '#src/soap/formats.ts';
import { type XmlElement, childOf, childrenOf, findText, getText } from '#src/soap/read-xml.ts';
import { FOR_A_PAGE } from '#src/upstream/erp-client.ts';

import type { SkuAsking } from './ask-by-sku.ts';
import { understand } from './understand.ts';

/** The ERP's words for how far a parcel is. */
const STATUSES = {
  ANGELEGT: 'BOOKED',
  ABGEHOLT: 'PICKED_UP',
  UNTERWEGS: 'IN_TRANSIT',
  ZUSTELLUNG: 'OUT_FOR_DELIVERY',
  ZUGESTELLT: 'DELIVERED',
  STORNIERT: 'CANCELLED',
} as const;

export interface Tracking {
  readonly status: (typeof STATUSES)[keyof typeof STATUSES] | 'UNKNOWN';
  /** The oldest first. */
  readonly events: readonly {
    readonly at: number;
    readonly location: string | null;
    readonly description: string;
  }[];
  readonly estimatedDelivery: number | null;
}

/** How far a parcel is; null for a number that the ERP does not know. */
export async function findTracking(
  trackingNumber: string,
  { client, cache, correlationId }: SkuAsking,
): Promise<Lookup<Tracking | null>> {
  const found = await cache.lookUp<Tracking | null>({
    operation: 'TrackShipment',
    keys: [trackingNumber],
    async ask() {
      const answer = await client.call({
        endpoint: 'Shipment',
        operation: 'TrackShipment',
        content: [['TRACKNR', trackingNumber]],
        correlationId,
        patience: FOR_A_PAGE,
      });
      return understand(answer, (body) => new Map([[trackingNumber, readTracking(body)]]));
    },
  });
  return found.get(trackingNumber) ?? { status: 'unavailable' };
}

function readTracking(body: XmlElement): Tracking | null {
  if (getText(body, 'STATUS') === 'E') {
    return null;
  }
  const word = getText(body, 'SENDUNGSSTATUS');
  const estimate = findText(body, 'LFDAT');
  const events = childrenOf(childOf(body, 'EREIGNISSE'), 'EREIGNIS').map((event) => ({
    at: readDate(getText(event, 'DATUM'), getText(event, 'ZEIT')),
    location: findText(event, 'ORT') ?? null,
    description: getText(event, 'TEXT'),
  }));
  return {
    // It may know more words one day.
    status: Object.hasOwn(STATUSES, word) ? STATUSES[word as keyof typeof STATUSES] : 'UNKNOWN',
    events: events.toSorted((one, other) => one.at - other.at),
    estimatedDelivery: estimate === undefined ? null : readDate(estimate),
  };
}
