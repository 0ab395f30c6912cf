import { z } from 'zod';

import type { Config } from './index.ts';

export const introspectionShape = z.union([z.boolean(), z.literal('auto')]).default('auto');

export const errorsShape = z
  .strictObject({ detail: z.enum(['auto', 'full', 'masked']).default('auto') })
  .prefault({});

/** Whether clients may read the schema: as configured, by default everywhere but in production. */
export function isIntrospectionOpen({ introspection, environment }: Config): boolean {
  return introspection === 'auto' ? environment !== 'production' : introspection;
}

/** Whether messages of unforeseen errors are replaced: as configured, by default in production alone. */
export function isMasked({ errors, environment }: Config): boolean {
  return errors.detail === 'auto' ? environment === 'production' : errors.detail === 'masked';
}
