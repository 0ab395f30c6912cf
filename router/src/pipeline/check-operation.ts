import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode, OperationTypeNode } from 'graphql';

import type { LimitsConfig } from '#src/config/limits.ts';
import type { OperationContext } from '#src/supergraph/snapshot.ts';

import { ROUTER_ERROR_CODES, type RouterErrorCode } from './errors.ts';

/**
 * Runs once the operation of a request is known: notes it for the log, refuses subscriptions, and refuses variables
 * that the operation does not declare, since those are misspelt names more often than harmless extras.
 */
export function createOperationCheck(limits: LimitsConfig): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ operation, request, contextValue }) => {
          if (!operation) {
            throw refuse('OPERATION_RESOLUTION_FAILURE', describeMissing(request.operationName));
          }
          contextValue.operation.name = operation.name?.value ?? null;
          contextValue.operation.type = operation.operation;
          checkOperation(operation, request.variables ?? {}, limits);
        },
      }),
  };
}

function describeMissing(name: string | undefined): string {
  return name === undefined
    ? 'The document has several operations: say which in "operationName".'
    : `The document has no operation "${name.slice(0, 80)}".`;
}

function checkOperation(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  { unknownVariables }: LimitsConfig,
): void {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw refuse('SUBSCRIPTIONS_NOT_SUPPORTED', 'This router does not serve subscriptions.');
  }
  const declared = new Set(
    operation.variableDefinitions?.map(({ variable }) => variable.name.value),
  );
  const unknown = Object.keys(variables).filter((name) => !declared.has(name));
  if (unknown.length > 0 && unknownVariables === 'refuse') {
    const names = unknown.slice(0, 5).map((name) => `"$${name.slice(0, 40)}"`);
    throw refuse('BAD_USER_INPUT', `The operation declares no variable ${names.join(', ')}.`);
  }
}

function refuse(code: RouterErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status: ROUTER_ERROR_CODES[code].status } },
  });
}
