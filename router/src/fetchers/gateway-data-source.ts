import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';

import type { LostFetch, OperationScope } from './scope.ts';
import type { FetchFromSubgraph } from './subgraph-client.ts';

/** What the execute stage hands through Apollo's context to each fetch. */
export interface GatewayContext {
  readonly scope: OperationScope;
}

export interface DataSourceOptions {
  readonly name: string;
  readonly url: string;
  readonly fetch: FetchFromSubgraph;
}

type Process = GraphQLDataSource<GatewayContext>['process'];

/** One subgraph as ApolloGateway sees it. A lost fetch becomes one error, with the path as far as it is one place. */
export function createDataSource({
  name,
  url,
  fetch,
}: DataSourceOptions): GraphQLDataSource<GatewayContext> {
  return {
    async process(options): ReturnType<Process> {
      if (!('incomingRequestContext' in options)) {
        throw new Error(`The router does not send "${options.kind}" requests.`);
      }
      const { query = '', operationName, variables = {} } = options.request;
      const { scope } = options.context;
      const outcome = await fetch({ subgraph: name, url, query, operationName, variables }, scope);
      if (outcome.kind === 'lost') {
        throw describeLostFetch(outcome, {
          name,
          scope,
          path: options.pathInIncomingRequest ?? [],
        });
      }
      return {
        data: outcome.data,
        ...(outcome.errors.length > 0 && { errors: [...outcome.errors] }),
      };
    },
  };
}

interface Place {
  readonly name: string;
  readonly scope: OperationScope;
  readonly path: readonly unknown[];
}

function describeLostFetch(
  { code, message, retryable, cause }: LostFetch,
  { name, scope, path }: Place,
): GraphQLError {
  const known = path.slice(0, path.includes('@') ? path.indexOf('@') : path.length);
  const { requestId, correlationId } = scope;
  return new GraphQLError(message, {
    ...(known.length > 0 && { path: known.map(String) }),
    extensions: { code, subgraph: name, requestId, correlationId, retryable },
    originalError: new Error(message, { cause }),
  });
}
