import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  execute,
  parse,
  validate,
} from 'graphql';

export interface ExecutableSubgraph {
  readonly schema: GraphQLSchema;
  readonly resolveField: GraphQLFieldResolver<unknown, unknown>;
  readonly resolveType: GraphQLTypeResolver<unknown, unknown>;
}

/** Answers the body of one request of a router. */
export async function runSubgraph(subgraph: ExecutableSubgraph, body: string): Promise<string> {
  const { query, variables, operationName } = JSON.parse(body) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  const document = parse(query);
  // A router that sends what the subgraph does not understand must not be answered as if it had not.
  const faults = validate(subgraph.schema, document);
  if (faults.length > 0) {
    return JSON.stringify({ errors: faults });
  }
  const result = await execute({
    schema: subgraph.schema,
    document,
    variableValues: variables,
    operationName,
    fieldResolver: subgraph.resolveField,
    typeResolver: subgraph.resolveType,
  });
  return JSON.stringify(result);
}
