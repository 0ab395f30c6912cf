import type { DocumentNode } from 'graphql';

/** Parsed subgraphs by name. */
export type Documents = ReadonlyMap<string, DocumentNode>;
