import { type GraphQLSchema, OperationTypeNode, getVariableValues } from 'graphql';

import type { LimitsConfig } from '#src/config/limits.ts';
import type { KnownOperation } from '#src/supergraph/known-operation.ts';

import { PipelineError } from './errors.ts';
import type { OperationParams } from './facts.ts';
import { hideSuggestions } from './hide-suggestions.ts';

export interface ReadVariablesOptions {
  readonly schema: GraphQLSchema;
  readonly unknownVariables: LimitsConfig['unknownVariables'];
  /** Leaves out names of the schema that the client did not write. */
  readonly hideSuggestions: boolean;
}

export interface Variables {
  /** As the client sent them: subgraphs read custom scalars themselves. */
  readonly given: Readonly<Record<string, unknown>>;
  /** With defaults, by the types of the schema. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

const NONE: Variables = { given: {}, coerced: {} };
/** Of one list of wrong variables no client reads more. */
const MAX_ERRORS = 20;

/**
 * The variables of a request, checked against the operation. Throws METHOD_NOT_ALLOWED for a mutation by GET (GraphQL
 * over HTTP, section 5.3) and BAD_USER_INPUT for variables of the wrong type, or that the operation does not declare.
 */
export function readVariables(
  { method, variables: given }: OperationParams,
  operation: KnownOperation,
  options: ReadVariablesOptions,
): Variables {
  if (method === 'GET' && operation.type !== OperationTypeNode.QUERY) {
    throw new PipelineError('METHOD_NOT_ALLOWED', 'Send mutations by POST.', {
      headers: { allow: 'POST' },
    });
  }
  if (given !== undefined && options.unknownVariables === 'refuse') {
    refuseUnknown(given, operation);
  }
  return operation.variableDefinitions.length === 0
    ? NONE
    : coerce(given ?? {}, operation, options);
}

function coerce(
  given: Readonly<Record<string, unknown>>,
  { variableDefinitions }: KnownOperation,
  { schema, hideSuggestions: isHidden }: ReadVariablesOptions,
): Variables {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, {
    maxErrors: MAX_ERRORS,
  });
  if (errors) {
    const messages = errors.map(({ message }) => (isHidden ? hideSuggestions(message) : message));
    throw new PipelineError('BAD_USER_INPUT', messages[0] ?? 'A variable is wrong.', {
      errors: messages.map((message) => ({ message, extensions: { code: 'BAD_USER_INPUT' } })),
    });
  }
  return { given, coerced };
}

/** They are misspelt names more often than harmless extras. */
function refuseUnknown(
  given: Readonly<Record<string, unknown>>,
  { declared }: KnownOperation,
): void {
  const unknown: string[] = [];
  for (const name in given) {
    if (!declared.has(name)) {
      unknown.push(`"$${name.slice(0, 40)}"`);
    }
  }
  if (unknown.length > 0) {
    const names = unknown.slice(0, 5).join(', ');
    throw new PipelineError('BAD_USER_INPUT', `The operation declares no variable ${names}.`);
  }
}
