import type { DocumentNode, GraphQLSchema } from 'graphql';

import { createPublicSchema } from './create-public-schema.ts';
import type { TagFilter } from './hide-marked.ts';

/** Makes the schema of one variant from each supergraph. What cannot be made is said with the variant's name. */
export function createVariantSchema(
  name: string,
  filter: TagFilter,
): (supergraph: DocumentNode) => GraphQLSchema {
  return (supergraph) => {
    try {
      return createPublicSchema(supergraph, filter);
    } catch (error) {
      throw new Error(`The variant "${name}": ${(error as Error).message}`, { cause: error });
    }
  };
}
