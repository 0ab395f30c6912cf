import { createHash } from 'node:crypto';

import { type DocumentNode, Kind } from 'graphql';

/** A file of documents as graphql-codegen hands it to plugins. */
interface DocumentFile {
  readonly rawSDL?: string;
  readonly document?: DocumentNode;
}

/**
 * A plugin for graphql-codegen: a manifest of persisted documents in the form of Apollo. A body is the text of its file
 * without the comments above it, as the studio sends it; its id is the SHA-256 of that.
 */
export function plugin(_schema: unknown, documents: readonly DocumentFile[]): string {
  const operations = documents
    .map(({ rawSDL = '', document }) => {
      const body = `${rawSDL.replace(/^(?:#.*\n)+/u, '').trim()}\n`;
      const operation = document?.definitions.find(
        (definition) => definition.kind === Kind.OPERATION_DEFINITION,
      );
      return {
        id: createHash('sha256').update(body).digest('hex'),
        name: operation?.name?.value,
        type: operation?.operation,
        body,
      };
    })
    .toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
