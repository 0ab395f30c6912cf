import type { Documents } from '#src/documents/documents.ts';
import type { OperationText } from '#src/supergraph/known-operation.ts';

import { PipelineError } from './errors.ts';
import type { Client, OperationParams } from './facts.ts';

/** The text that a request means, by itself or by an id. Throws a PERSISTED_QUERY code or QUERY_NOT_IN_SAFELIST. */
export function resolveDocument(
  params: OperationParams,
  client: Client,
  documents: Documents | undefined,
): OperationText {
  if (documents === undefined) {
    throw new Error('There is no list of documents for this variant of the graph.');
  }
  const query = documents.resolve(params, client.name);
  if (typeof query !== 'string') {
    throw new PipelineError(query.code, query.message);
  }
  return { query, operationName: params.operationName };
}
