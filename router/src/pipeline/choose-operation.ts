import { type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';

import { PipelineError } from './errors.ts';

/** The operation of the document that the request means. Throws when it cannot be told, or is of a type not served. */
export function chooseOperation(
  document: DocumentNode,
  name: string | undefined,
): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const meant =
    name === undefined ? operations : operations.filter((each) => each.name?.value === name);
  const [operation, ...others] = meant;
  if (operation === undefined || others.length > 0) {
    throw new PipelineError('OPERATION_RESOLUTION_FAILURE', describeMissing(name));
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new PipelineError(
      'SUBSCRIPTIONS_NOT_SUPPORTED',
      'This router does not serve subscriptions.',
    );
  }
  return operation;
}

function describeMissing(name: string | undefined): string {
  return name === undefined
    ? 'The document has several operations: say which in "operationName".'
    : `The document has no operation "${name.slice(0, 80)}".`;
}
