import { z } from 'zod';

import { type DocumentsConfig, documentsShape } from './documents.ts';
import { introspectionShape, isIntrospectionOpen } from './exposure.ts';
import { type LimitsConfig, limitsShape } from './limits.ts';

const limit = limitsShape.unwrap().shape;
const ownLimitsShape = z.strictObject({
  tokens: limit.tokens.unwrap().optional(),
  depth: limit.depth.unwrap().optional(),
  fields: limit.fields.unwrap().optional(),
  entities: limit.entities.unwrap().optional(),
  aliases: limit.aliases.unwrap().optional(),
  rootFields: limit.rootFields.unwrap().optional(),
  directives: limit.directives.unwrap().optional(),
  unknownVariables: limit.unknownVariables.unwrap().optional(),
});

const tags = z.array(z.string().regex(/^[\w/-]{1,128}$/u, 'must be the name of a tag')).default([]);

const variantShape = z.strictObject({
  include: tags,
  exclude: tags,
  limits: ownLimitsShape.default({}),
  introspection: introspectionShape.unwrap().optional(),
  documents: documentsShape.unwrap().optional(),
});

/** A name is a part of a path and of a header, and tells metrics apart. */
const variantName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/u);

export const variantsShape = z
  .record(variantName, variantShape, {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'A variant must be named by 1 to 32 lower-case letters, digits and hyphens'
        : undefined,
  })
  .default({});

interface Settings {
  readonly environment: string;
  readonly limits: LimitsConfig;
  readonly introspection: z.infer<typeof introspectionShape>;
  readonly documents: DocumentsConfig;
  readonly headers: { readonly variant: string };
  readonly variants: z.infer<typeof variantsShape>;
}

/** One public schema with all that is its own, at a path of its own. */
export interface Variant {
  /** Empty for the one at `/graphql`. */
  readonly name: string;
  readonly path: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly limits: LimitsConfig;
  readonly isIntrospectionOpen: boolean;
  readonly documents: DocumentsConfig;
  /** What subgraphs are told in `x-graph-variant`. */
  readonly toldAs: string;
}

/** Everything public first, at `/graphql`; then the configured variants, each with what it does not say for itself filled in. */
export function resolveVariants(settings: Settings): readonly [Variant, ...Variant[]] {
  const { documents, limits, headers } = settings;
  const whole: Variant = {
    name: '',
    path: '/graphql',
    include: [],
    exclude: [],
    limits,
    isIntrospectionOpen: isIntrospectionOpen(settings),
    documents,
    toldAs: headers.variant,
  };
  const others = Object.entries(settings.variants).map(([name, own]): Variant => ({
    name,
    path: `/graphql/${name}`,
    include: own.include,
    exclude: own.exclude,
    limits: mergeLimits(limits, own.limits),
    isIntrospectionOpen: isIntrospectionOpen({
      environment: settings.environment,
      introspection: own.introspection ?? settings.introspection,
    }),
    documents: own.documents ?? documents,
    toldAs: name,
  }));
  return [whole, ...others];
}

function mergeLimits(general: LimitsConfig, own: z.infer<typeof ownLimitsShape>): LimitsConfig {
  return {
    tokens: own.tokens ?? general.tokens,
    depth: own.depth ?? general.depth,
    fields: own.fields ?? general.fields,
    entities: own.entities ?? general.entities,
    aliases: own.aliases ?? general.aliases,
    rootFields: own.rootFields ?? general.rootFields,
    directives: own.directives ?? general.directives,
    unknownVariables: own.unknownVariables ?? general.unknownVariables,
  };
}
