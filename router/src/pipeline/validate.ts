import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  OperationTypeNode,
  type ValidationRule,
  specifiedRules,
  validate as validateGraphql,
} from 'graphql';

import type { PublicGraph } from '#src/supergraph/public-graph.ts';

import { PipelineError, type RouterErrorCode, isRouterErrorCode } from './errors.ts';
import { hideSuggestions } from './hide-suggestions.ts';

export interface ValidateOptions {
  /** Leaves out names of the schema that the client did not write. */
  readonly hideSuggestions: boolean;
}

/** Throws the errors of a document that does not fit the schema, or is over a limit of the graph. */
export function validate(
  document: DocumentNode,
  { schema, rules }: PublicGraph,
  { hideSuggestions: isHidden }: ValidateOptions,
): void {
  const errors = validateGraphql(schema, document, [
    ...specifiedRules,
    refuseMissingMutations,
    refuseEndlessNumbers,
    ...rules,
  ]);
  const [first] = errors;
  if (first !== undefined) {
    throw new PipelineError(codeOf(first), first.message, {
      errors: errors.map((error) => describe(error, isHidden)),
    });
  }
}

/** The rules of the specification let a mutation pass where the schema has none. */
const refuseMissingMutations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    const isMutation = node.operation === OperationTypeNode.MUTATION;
    if (isMutation && !context.getSchema().getMutationType()) {
      context.reportError(new GraphQLError('There are no mutations here.', { nodes: [node] }));
    }
  },
});

/** The specification's Float is a double; graphql-js lets a literal pass that becomes Infinity, which no JSON can say to a subgraph. */
const refuseEndlessNumbers: ValidationRule = (context) => ({
  FloatValue(node) {
    if (!Number.isFinite(Number(node.value))) {
      const message = `Float cannot represent ${node.value.slice(0, SHOWN_DIGITS)}: it is beyond 1.8e308.`;
      context.reportError(new GraphQLError(message, { nodes: [node] }));
    }
  },
});

const SHOWN_DIGITS = 40;

function describe(error: GraphQLError, isHidden: boolean): GraphQLFormattedError {
  const { message, locations } = error.toJSON();
  return {
    message: isHidden ? hideSuggestions(message) : message,
    ...(locations && { locations }),
    extensions: { code: codeOf(error) },
  };
}

function codeOf({ extensions }: GraphQLError): RouterErrorCode {
  const code = extensions['code'];
  return isRouterErrorCode(code) ? code : 'GRAPHQL_VALIDATION_FAILED';
}
