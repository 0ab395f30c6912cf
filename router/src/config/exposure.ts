import { z } from 'zod';

export const introspectionShape = z.union([z.boolean(), z.literal('auto')]).default('auto');

export const errorsShape = z
  .strictObject({ detail: z.enum(['auto', 'full', 'masked']).default('auto') })
  .prefault({});

/** The part of the configuration that decides what strangers are told. */
interface Exposure {
  readonly environment: string;
  readonly introspection: z.infer<typeof introspectionShape>;
  readonly errors: z.infer<typeof errorsShape>;
}

/** Whether clients may read the schema: as configured, by default everywhere but in production. */
export function isIntrospectionOpen({
  introspection,
  environment,
}: Pick<Exposure, 'introspection' | 'environment'>): boolean {
  return introspection === 'auto' ? environment !== 'production' : introspection;
}

/** Whether messages of unforeseen errors are replaced: as configured, by default in production alone. */
export function isMasked({ errors, environment }: Exposure): boolean {
  return errors.detail === 'auto' ? environment === 'production' : errors.detail === 'masked';
}
