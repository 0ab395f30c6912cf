import { createGetFreightQuote } from './freight.ts';
import type { Operation } from './operation.ts';
import type { PriceBook } from './price-book.ts';
import { createGetListPrice, createGetMaterial } from './price-operations.ts';
import {
  createCancelShipment,
  createCreateShipment,
  createTrackShipment,
} from './shipment-operations.ts';
import type { ShipmentBook } from './shipments.ts';

export type Endpoints = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

interface Deps {
  readonly book: PriceBook;
  readonly shipments: ShipmentBook;
  readonly now: () => number;
}

/** Every operation by the endpoint that has it. */
export function createEndpoints(deps: Deps): Endpoints {
  return {
    '/PriceBook.asmx': {
      GetListPrice: createGetListPrice(deps),
      GetMaterial: createGetMaterial(deps),
    },
    '/Freight.asmx': { GetFreightQuote: createGetFreightQuote(deps) },
    '/Shipment.asmx': {
      CreateShipment: createCreateShipment(deps),
      CancelShipment: createCancelShipment(deps),
      TrackShipment: createTrackShipment(deps),
    },
  };
}
