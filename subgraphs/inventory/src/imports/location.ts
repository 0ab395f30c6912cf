import { hashJson } from '@supergraph/kit/canonical-json';
import { defineImportType } from '@supergraph/kit/import';
import { hashId } from '@supergraph/kit/ids';
import { z } from 'zod';

import { findLocations, putLocation } from '#src/data/locations.ts';
import { LOCATION_KINDS, type LocationRow } from '#src/tables.ts';

const text = z.string().trim().min(1).max(200);

/** The id of an imported location: stock lines refer to it by its key. */
export function locationIdOf(key: string): string {
  return hashId('loc', 'location', key);
}

export const locationImport = defineImportType({
  schema: z.object({
    key: z.string().min(1).max(200),
    kind: z.enum(LOCATION_KINDS),
    name: text,
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    city: text,
    countryCode: z.string().regex(/^[A-Z]{2}$/u, 'A country is two capital letters, such as "US".'),
    postalCode: text.nullish(),
    openingHours: z.string().trim().min(1).max(1000).nullish(),
    services: z.array(text).max(100).default([]),
    priority: z.int().min(0).max(1000).default(100),
  }),
  async apply(tx, { key, ...value }) {
    const row: Omit<LocationRow, 'rid'> = {
      ...value,
      id: locationIdOf(key),
      postalCode: value.postalCode ?? null,
      openingHours: value.openingHours ?? null,
    };
    const [before] = await findLocations(tx, [row.id]);
    if (before !== undefined && isSame(before, row)) {
      return 'unchanged';
    }
    await putLocation(tx, row);
    return before === undefined ? 'created' : 'updated';
  },
});

function isSame({ rid: _rid, ...before }: LocationRow, row: Omit<LocationRow, 'rid'>): boolean {
  return hashJson(before) === hashJson(row);
}
