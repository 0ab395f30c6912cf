import { toMaterialNumber } from '#src/soap/formats.ts';
import type { Content } from '#src/soap/envelope.ts';
import { type XmlElement, findText, getText } from '#src/soap/read-xml.ts';
import { IN_BACKGROUND } from '#src/upstream/erp-client.ts';

import type { Asking } from './understand.ts';

export interface Delivery {
  /** The same for every try: the ERP books once for it. */
  readonly reference: string;
  readonly address: {
    readonly name: string;
    readonly company: string | null;
    readonly line1: string;
    readonly line2: string | null;
    readonly city: string;
    readonly region: string | null;
    readonly postalCode: string | null;
    readonly countryCode: string;
    readonly phone: string | null;
  };
  readonly carrier: string | null;
  readonly service: string | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** `refused`: never. `unavailable`: nobody knows whether it happened; ask the same again. */
export type ShipmentOutcome<Done> =
  | ({ readonly status: 'done' } & Done)
  | { readonly status: 'refused'; readonly code: string }
  | { readonly status: 'unavailable' };

export interface Booked {
  readonly erpNumber: string;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** Books a shipment, once for its reference. */
export function bookShipment(
  { reference, address, carrier, service, lines }: Delivery,
  asking: Asking,
): Promise<ShipmentOutcome<Booked>> {
  const receiver = [
    ['NAME', address.name],
    ['FIRMA', address.company ?? ''],
    ['STRASSE', address.line1],
    ['STRASSE2', address.line2 ?? ''],
    ['ORT', address.city],
    ['REGION', address.region ?? ''],
    ['PLZ', address.postalCode ?? ''],
    ['LAND', address.countryCode],
    ['TELEFON', address.phone ?? ''],
  ] as const;
  const positions = lines.map(({ sku, quantity }) => {
    const position: Content = [
      ['MATNR', toMaterialNumber(sku) ?? sku],
      ['MENGE', String(quantity)],
    ];
    return ['POSITION', position] as const;
  });
  const content: Content = [
    ['REFERENZ', reference],
    ['EMPFAENGER', receiver],
    ['TRAEGER', carrier ?? ''],
    ['LEISTUNG', service ?? ''],
    ...positions,
  ];
  return call({ operation: 'CreateShipment', content, asking }, (body) => ({
    erpNumber: getText(body, 'SENDUNG'),
    carrier: getText(body, 'TRAEGER_NAME'),
    trackingNumber: getText(body, 'TRACKNR'),
  }));
}

/** Cancels what is booked for a reference, and has nothing be booked for it any more. */
export function cancelShipment(
  reference: string,
  asking: Asking,
): Promise<ShipmentOutcome<object>> {
  const content: Content = [['REFERENZ', reference]];
  return call({ operation: 'CancelShipment', content, asking }, () => ({}));
}

interface ShipmentCall {
  readonly operation: string;
  readonly content: Content;
  readonly asking: Asking;
}

async function call<Done extends object>(
  { operation, content, asking: { client, correlationId } }: ShipmentCall,
  read: (body: XmlElement) => Done,
): Promise<ShipmentOutcome<Done>> {
  const answer = await client.call({
    endpoint: 'Shipment',
    operation,
    content,
    correlationId,
    patience: IN_BACKGROUND,
  });
  if (answer.status !== 'answered') {
    return answer.status === 'fault' ? { status: 'refused', code: answer.code } : answer;
  }
  try {
    return getText(answer.body, 'STATUS') === 'E'
      ? { status: 'refused', code: findText(answer.body, 'CODE') ?? 'UNKNOWN' }
      : { status: 'done', ...read(answer.body) };
  } catch {
    return { status: 'unavailable' };
  }
}
