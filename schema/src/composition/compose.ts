import { composeServices } from '@apollo/composition';
import type { CompositionSuccess } from '@apollo/composition';
import { printSchema as printFederationSchema } from '@apollo/federation-internals';
import {
  GraphQLError,
  Source,
  buildSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import type { DocumentNode } from 'graphql';

import { placesOf, readFault } from './faults.ts';
import type { Fault } from './faults.ts';
import { foldCascades } from './fold-cascades.ts';
import { keepOwnersDescriptions } from './keep-owners-descriptions.ts';
import { locateCoordinates } from './locate-coordinates.ts';
import type { SubgraphSdl } from '#src/read-subgraphs.ts';
import { definedNames, suggest } from './suggestions.ts';

export type Composition =
  | {
      readonly ok: true;
      /** What the router runs. */
      readonly supergraph: string;
      /** What clients see: no federation machinery, nothing that is inaccessible, sorted. */
      readonly api: string;
      readonly hints: readonly Fault[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

interface ParsedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/**
 * Composes the subgraphs into one supergraph; the same subgraphs give the same bytes, in whatever
 * order they come. An invalid schema is a result, not an exception.
 */
export function composeSupergraph(subgraphs: readonly SubgraphSdl[]): Composition {
  const parsed = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(parseSubgraph);
  const faults = parsed.filter((subgraph) => 'code' in subgraph);
  if (faults.length > 0) {
    return { ok: false, faults };
  }
  const services = parsed.filter((subgraph) => 'typeDefs' in subgraph);
  const result = composeServices(services);
  if (result.errors) {
    const documents = services.map(({ typeDefs }) => typeDefs);
    const names = definedNames(documents);
    const found = result.errors.map((error) =>
      suggest(locateCoordinates(readFault(error), documents), names),
    );
    return { ok: false, faults: foldCascades(found) };
  }
  return {
    ok: true,
    supergraph: `${result.supergraphSdl.trimEnd()}\n`,
    api: printApi(result.schema),
    hints: result.hints.filter(isWarning).map(({ definition, message, nodes }) => ({
      code: definition.code,
      message,
      places: placesOf(nodes ?? [], message),
    })),
  };
}

// By way of text, because the composer may have loaded another copy of graphql than we have.
function printApi(supergraph: CompositionSuccess['schema']): string {
  const api = buildSchema(printFederationSchema(supergraph.toAPISchema()));
  return `${printSchema(lexicographicSortSchema(api)).trimEnd()}\n`;
}

// The lower levels tell about every argument or description that only one subgraph has.
function isWarning({ definition }: CompositionSuccess['hints'][number]): boolean {
  return definition.level.name === 'WARN';
}

function parseSubgraph({ name, url, sdl, file }: SubgraphSdl): ParsedSubgraph | Fault {
  try {
    // Composition errors carry this source: it is how they know file, line and column.
    return { name, url, typeDefs: keepOwnersDescriptions(parse(new Source(sdl, file))) };
  } catch (error) {
    if (error instanceof GraphQLError) {
      return readFault(error);
    }
    throw error;
  }
}
