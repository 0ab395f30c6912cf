import { KnownOperation, keyOf } from '#src/supergraph/known-operation.ts';
import type { PublicGraph } from '#src/supergraph/public-graph.ts';

import { chooseOperation } from './choose-operation.ts';
import type { OperationParams } from './facts.ts';
import { parse } from './parse.ts';
import { type ValidateOptions, validate } from './validate.ts';

/**
 * The operation that a request means: known, or parsed and validated here. What depends on the text alone is worked
 * out once for each text; a text that is refused is not kept.
 */
export function findOperation(
  { query = '', operationName }: Pick<OperationParams, 'query' | 'operationName'>,
  graph: PublicGraph,
  options: ValidateOptions,
): KnownOperation {
  const text = { query, operationName };
  const key = keyOf(text);
  const known = graph.operations.get(key);
  if (known !== undefined) {
    return known;
  }
  const document = parse(query, graph.maxTokens);
  validate(document, graph, options);
  const operation = chooseOperation(document, operationName);
  const found = new KnownOperation(text, { document, operation }, graph.deps);
  graph.operations.set(key, found);
  return found;
}
