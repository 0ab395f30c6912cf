import { createHash } from 'node:crypto';

import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql';

import type { Answer, AnswerError, Engine, Operation } from './compare.ts';
import type { JsonObject } from './json.ts';

export interface Oracle extends Engine {
  /** What clients see. */
  readonly schema: GraphQLSchema;
}

type Execute = Awaited<ReturnType<ApolloGateway['load']>>['executor'];

// It refuses to serve what it thinks it cannot enforce; none of these changes what a plan fetches.
const REFUSED =
  /(@link\(url: "https:\/\/specs\.apollo\.dev\/(?:context|authenticated|requiresScopes|policy)\/[^"]+"), for: SECURITY/gu;

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** ApolloGateway, as its own server would drive it: what it says beyond its faults is right. */
export async function startOracle(sdl: string): Promise<Oracle> {
  const gateway = new ApolloGateway({
    supergraphSdl: sdl.replaceAll(REFUSED, '$1'),
    logger: SILENT,
    buildService: ({ url = '' }) => new RemoteGraphQLDataSource({ url }),
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    run: (operation) => run(schema, executor, operation),
    [Symbol.asyncDispose]: () => gateway.stop(),
  };
}

async function run(
  schema: GraphQLSchema,
  execute: Execute,
  { query, operationName, variables }: Operation,
): Promise<Answer> {
  try {
    const document = parse(query);
    const coerced = coerce(schema, document, { query, operationName, variables });
    const { data, errors, extensions } = await execute({
      request: { query, operationName, variables: coerced },
      document,
      queryHash: createHash('sha256').update(query).digest('hex'),
      operationName: operationName ?? null,
      schema,
      source: query,
      context: {},
      cache: { get: () => undefined, set: () => undefined, delete: () => undefined },
      metrics: {},
      logger: SILENT,
    } as unknown as Parameters<Execute>[0]);
    // It hides the nulls that the schema forbids in an extension: to a client they are errors.
    const completion = extensions?.['valueCompletion'] as readonly GraphQLError[] | undefined;
    return { data, errors: [...(errors ?? []), ...(completion ?? [])].map(readError) } as Answer;
  } catch (error) {
    return { errors: [readError(error as Error)] };
  }
}

/** What its server checks before it. Throws the first fault. */
function coerce(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables = {} }: Operation,
): JsonObject {
  const [fault] = validate(schema, document);
  const operation = getOperationAST(document, operationName);
  if (fault !== undefined || !operation) {
    throw fault ?? new GraphQLError('Unknown operation.');
  }
  const { errors, coerced } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables,
  );
  if (errors !== undefined) {
    throw errors[0] ?? new Error('Bad variables.');
  }
  return coerced as JsonObject;
}

function readError(error: Error | GraphQLError): AnswerError {
  const { path, extensions } = error as GraphQLError;
  return {
    message: error.message,
    ...(path && { path }),
    extensions: (extensions ?? {}) as JsonObject,
  };
}
