import { readFileSync } from 'node:fs';

import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { type GraphQLSchemaModule, buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, type GraphQLFormattedError, parse } from 'graphql';

import { enforceAuthorization } from './authorization.ts';
import type { RequestContext } from './request-context.ts';
import { scalars } from './scalars.ts';

export type ResolverMap = NonNullable<GraphQLSchemaModule['resolvers']>;

/** What every resolver can reach, whatever else its service adds. */
export interface SubgraphContext extends BaseContext {
  readonly request: RequestContext;
}

export interface SubgraphOptions {
  readonly schemaFile: URL;
  readonly resolvers: object;
  /** Told about every error that was masked, with the request it happened in. */
  readonly onInternalError: (error: unknown, request: RequestContext | undefined) => void;
  readonly introspection: boolean;
}

/** An Apollo Server over one subgraph's SDL file and resolvers. It is not listening yet. */
export function createSubgraphServer<Context extends SubgraphContext>(
  options: SubgraphOptions,
): ApolloServer<Context> {
  const typeDefs = parse(readFileSync(options.schemaFile, 'utf8'));
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: { ...scalars, ...options.resolvers } as ResolverMap },
  ]);
  enforceAuthorization(schema);
  return new ApolloServer<Context>({
    schema,
    introspection: options.introspection,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      createErrorReporter(options.onInternalError),
    ],
    formatError: maskInternalError,
  });
}

function createErrorReporter(
  onInternalError: SubgraphOptions['onInternalError'],
): ApolloServerPlugin<SubgraphContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) {
            const cause = unwrapResolverError(error);
            if (!(cause instanceof GraphQLError)) {
              onInternalError(cause, contextValue.request);
            }
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Lets errors meant for clients through and replaces every other one. Never throws. */
function maskInternalError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  if (unwrapResolverError(error) instanceof GraphQLError) {
    return formatted;
  }
  const { path, locations } = formatted;
  return {
    message: 'Internal server error',
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
