import { formatDate, formatTime } from './formats.ts';
import { TARIFFS, findZone } from './freight.ts';
import type { Operation } from './operation.ts';
import type { Shipment, ShipmentBook } from './shipments.ts';
import { SoapFault } from './soap-fault.ts';
import { type Element, type ReadElement, childrenOf, element, textOf } from './xml.ts';

interface Deps {
  readonly shipments: ShipmentBook;
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** CreateShipment: once by REFERENZ; sent again, it answers the shipment that there is. */
export const createCreateShipment =
  ({ shipments, now }: Deps): Operation =>
  (input) => {
    const reference = readReference(input);
    const receiver = childrenOf(input, 'EMPFAENGER')[0];
    const country = textOf(receiver, 'LAND');
    if (childrenOf(input, 'POSITION').length === 0) {
      throw new SoapFault('Client', 'POSITION', 'Eine Sendung braucht mindestens eine POSITION.');
    }
    const zone = findZone(country);
    if (zone === undefined) {
      return refuse('CreateShipmentResponse', 'LAND', `Keine Zustellung nach „${country}“.`);
    }
    if (shipments.isBarred(reference)) {
      return refuse('CreateShipmentResponse', 'STORNIERT', `„${reference}“ ist storniert.`);
    }
    const carrier = textOf(input, 'TRAEGER');
    const tariff = TARIFFS.find((one) => one.carrier === carrier) ?? TARIFFS[0];
    const shipment =
      shipments.findByReference(reference) ??
      shipments.add({
        reference,
        country,
        carrier: tariff?.carrier ?? '',
        days: (tariff?.days[1] ?? 0) + zone.moreDays,
        createdAt: now(),
      });
    return element('CreateShipmentResponse', describe(shipment));
  };

/** CancelShipment: also before anything was booked, and then nothing can be any more; not once a carrier has it. */
export const createCancelShipment =
  ({ shipments, now }: Deps): Operation =>
  (input) => {
    const reference = readReference(input);
    const booked = shipments.findByReference(reference);
    if (booked?.cancelledAt === null && hasLeft(booked, now())) {
      return refuse('CancelShipmentResponse', 'ABGEHOLT', `„${reference}“ ist beim Frachtführer.`);
    }
    const cancelled = shipments.cancel(reference, now());
    return element('CancelShipmentResponse', [
      element('STATUS', 'S'),
      ...(cancelled === undefined ? [] : [element('SENDUNG', cancelled.number)]),
      element(
        'MELDUNG',
        cancelled === undefined ? 'Keine Sendung; Referenz gesperrt.' : 'Storniert.',
      ),
    ]);
  };

/** TrackShipment: what has happened to a parcel up to now. */
export const createTrackShipment =
  ({ shipments, now }: Deps): Operation =>
  (input) => {
    const number = textOf(input, 'TRACKNR');
    const shipment = shipments.findByTracking(number);
    if (shipment === undefined) {
      return refuse(
        'TrackShipmentResponse',
        'TRACKNR',
        `Keine Sendung mit der Nummer „${number}“.`,
      );
    }
    const happened = listEvents(shipment).filter(({ at }) => at <= now());
    return element('TrackShipmentResponse', [
      element('STATUS', 'S'),
      element('SENDUNGSSTATUS', happened.at(-1)?.code ?? 'ANGELEGT'),
      element('LFDAT', formatDate(shipment.createdAt + shipment.days * DAY_HOURS * HOUR_MS)),
      element(
        'EREIGNISSE',
        happened.map(({ at, place, text }) =>
          element('EREIGNIS', [
            element('DATUM', formatDate(at)),
            element('ZEIT', formatTime(at)),
            element('ORT', place),
            element('TEXT', text),
          ]),
        ),
      ),
    ]);
  };

interface TrackingEvent {
  readonly code: string;
  readonly at: number;
  readonly place: string;
  readonly text: string;
}

function listEvents({ createdAt, days, country, cancelledAt }: Shipment): TrackingEvent[] {
  const after = (hours: number): number => createdAt + hours * HOUR_MS;
  const last = days * DAY_HOURS;
  const way = [
    { code: 'ANGELEGT', at: after(0), place: '', text: 'Auftrag elektronisch übermittelt' },
    { code: 'ABGEHOLT', at: after(2), place: 'Köln', text: 'Im Lager übergeben' },
    { code: 'UNTERWEGS', at: after(12), place: 'Düsseldorf', text: 'Im Paketzentrum bearbeitet' },
    { code: 'ZUSTELLUNG', at: after(last - 4), place: country, text: 'In Zustellung' },
    {
      code: 'ZUGESTELLT',
      at: after(last),
      place: country,
      text: 'Zugestellt – Empfänger persönlich',
    },
  ];
  return cancelledAt === null
    ? way
    : [
        ...way.filter(({ at }) => at < cancelledAt),
        { code: 'STORNIERT', at: cancelledAt, place: '', text: 'Auftrag storniert' },
      ];
}

/** A carrier has fetched it. */
function hasLeft(shipment: Shipment, now: number): boolean {
  return listEvents(shipment).some(({ code, at }) => code === 'ABGEHOLT' && at <= now);
}

function describe({
  number,
  carrier,
  trackingNumber,
  createdAt,
  cancelledAt,
}: Shipment): Element[] {
  return [
    element('STATUS', 'S'),
    element('SENDUNG', number),
    element('TRAEGER_NAME', carrier),
    element('TRACKNR', trackingNumber),
    element('ANGELEGT', formatDate(createdAt)),
    element('STORNIERT', cancelledAt === null ? '' : 'X'),
  ];
}

function refuse(name: string, code: string, message: string): Element {
  return element(name, [
    element('STATUS', 'E'),
    element('CODE', code),
    element('MELDUNG', message),
  ]);
}

function readReference(input: ReadElement): string {
  const reference = textOf(input, 'REFERENZ');
  if (!/^[\w-]{1,60}$/u.test(reference)) {
    throw new SoapFault(
      'Client',
      'REFERENZ',
      `Ungültige REFERENZ „${reference}“: 1 bis 60 Zeichen.`,
    );
  }
  return reference;
}
