import type { DocumentRequest, Documents } from '#src/documents/documents.ts';

import { PipelineError } from './errors.ts';
import type { Client } from './facts.ts';

/** The text of the document that a request means. Throws one of the PERSISTED_QUERY codes, or QUERY_NOT_IN_SAFELIST. */
export function resolveDocument(
  request: DocumentRequest,
  client: Client,
  documents: Documents,
): string {
  const resolved = documents.resolve(request, client.name);
  if (typeof resolved !== 'string') {
    throw new PipelineError(resolved.code, resolved.message);
  }
  return resolved;
}
