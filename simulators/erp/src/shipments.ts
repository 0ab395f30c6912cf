import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

const shipmentShape = z.object({
  reference: z.string(),
  number: z.string(),
  carrier: z.string(),
  trackingNumber: z.string(),
  country: z.string(),
  days: z.int(),
  createdAt: z.int(),
  cancelledAt: z.int().nullable(),
});
export type Shipment = z.output<typeof shipmentShape>;

const keptShape = z.object({
  shipments: z.array(shipmentShape),
  /** References that were cancelled before anything was booked for them. */
  barred: z.array(z.string()),
  lastNumber: z.int(),
});
type Kept = z.output<typeof keptShape>;

export interface ShipmentBook {
  findByReference(reference: string): Shipment | undefined;
  findByTracking(trackingNumber: string): Shipment | undefined;
  isBarred(reference: string): boolean;
  /** Books under the next number. */
  add(shipment: Omit<Shipment, 'number' | 'trackingNumber' | 'cancelledAt'>): Shipment;
  cancel(reference: string, at: number): Shipment | undefined;
  list(): readonly Shipment[];
}

/** Shipments in one file, if there is a folder for it: they outlive the process. Nobody's address is in it. */
export function openShipments(folder: string | undefined): ShipmentBook {
  const file = folder === undefined ? undefined : path.join(folder, 'shipments.json');
  const kept = file === undefined ? createKept() : readKept(file);
  const save = (): void => {
    if (file !== undefined) {
      mkdirSync(path.dirname(file), { recursive: true });
      // Whole or not at all, also when the process ends here.
      writeFileSync(`${file}.new`, JSON.stringify(kept));
      renameSync(`${file}.new`, file);
    }
  };
  const findByReference = (reference: string): Shipment | undefined =>
    kept.shipments.find((one) => one.reference === reference);
  return {
    findByReference,
    findByTracking: (number) => kept.shipments.find((one) => one.trackingNumber === number),
    isBarred: (reference) => kept.barred.includes(reference),
    add(shipment) {
      kept.lastNumber += 1;
      const number = String(kept.lastNumber).padStart(10, '0');
      const booked = { ...shipment, number, trackingNumber: `KE${number}DE`, cancelledAt: null };
      kept.shipments.push(booked);
      save();
      return booked;
    },
    cancel(reference, at) {
      const found = findByReference(reference);
      if (found === undefined) {
        kept.barred.push(reference);
      } else {
        found.cancelledAt ??= at;
      }
      save();
      return found;
    },
    list: () => kept.shipments,
  };
}

function createKept(): Kept {
  return { shipments: [], barred: [], lastNumber: 4_711_000 };
}

function readKept(file: string): Kept {
  try {
    return keptShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return createKept();
    }
    throw error;
  }
}
