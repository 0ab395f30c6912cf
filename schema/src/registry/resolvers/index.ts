import { GraphQLScalarType } from 'graphql';

import type { Resolvers } from '#src/generated/resolvers.ts';
import { Activation } from '#src/registry/resolvers/activation.ts';
import { AuditEntry } from '#src/registry/resolvers/audit-entry.ts';
import { Instance } from '#src/registry/resolvers/instance.ts';
import { Mutation } from '#src/registry/resolvers/mutation.ts';
import { Publication } from '#src/registry/resolvers/publication.ts';
import { Query } from '#src/registry/resolvers/query.ts';
import { Subgraph } from '#src/registry/resolvers/subgraph.ts';

export const resolvers = {
  Query,
  Mutation,
  Activation,
  Subgraph,
  Publication,
  Instance,
  AuditEntry,
  JSON: new GraphQLScalarType({ name: 'JSON', serialize: (value) => value }),
} satisfies Resolvers;
