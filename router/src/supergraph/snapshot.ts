import { createHash } from 'node:crypto';

import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult, GraphQLFormattedError, ValidationRule } from 'graphql';

import type { GatewayContext } from '#src/fetchers/gateway-data-source.ts';

import { disableApolloTelemetry } from './apollo-telemetry.ts';
import { withoutSecurity } from './without-security.ts';

/** One generation of the graph: immutable, and able to answer operations until it is closed. */
export interface Snapshot {
  /** Short hash of the SDL. */
  readonly id: string;
  execute(operation: SnapshotOperation): Promise<SnapshotResult>;
  close(): Promise<void>;
}

export interface SnapshotOperation {
  readonly method: 'GET' | 'POST';
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
  readonly extensions: Record<string, unknown> | undefined;
  readonly context: OperationContext;
}

/** What an execution is given, and where it says which operation it resolved. */
export interface OperationContext extends GatewayContext {
  readonly operation: { name: string | null; type: string };
}

export interface SnapshotResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly result: FormattedExecutionResult;
}

export interface SnapshotOptions {
  readonly createDataSource: (name: string, url: string) => GraphQLDataSource<GatewayContext>;
  readonly introspection: boolean;
  /** Leaves "did you mean" out of errors. */
  readonly hideSuggestions: boolean;
  readonly maxTokens: number;
  readonly rules: readonly ValidationRule[];
  readonly plugins: readonly ApolloServerPlugin<OperationContext>[];
  readonly logger: ApolloLogger;
}

/** The part of a logger that Apollo's packages write to. */
export interface ApolloLogger {
  debug(message?: unknown): void;
  info(message?: unknown): void;
  warn(message?: unknown): void;
  error(message?: unknown): void;
}

/** Builds a generation from a supergraph's SDL, off the request path. Throws when the SDL cannot be served. */
export async function createSnapshot(sdl: string, options: SnapshotOptions): Promise<Snapshot> {
  disableApolloTelemetry();
  const server = createServer(sdl, options);
  await server.start();
  return {
    id: createHash('sha256').update(sdl).digest('hex').slice(0, 12),
    execute: (operation) => execute(server, operation),
    close: () => server.stop(),
  };
}

function createServer(sdl: string, options: SnapshotOptions): ApolloServer<OperationContext> {
  const { logger } = options;
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurity(sdl),
    buildService: ({ name, url }) => options.createDataSource(name, url ?? ''),
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    logger,
  });
  return new ApolloServer<OperationContext>({
    gateway,
    logger,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: options.hideSuggestions,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.maxTokens },
    validationRules: [...options.rules],
    formatError: restoreCode,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...options.plugins,
    ],
  });
}

/** Apollo gives every validation error one code; the rules of this router have codes of their own. */
function restoreCode(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { originalError } = error as { originalError?: { extensions?: { code?: unknown } } };
  const code = originalError?.extensions?.code;
  return typeof code === 'string'
    ? { ...formatted, extensions: { ...formatted.extensions, code } }
    : formatted;
}

async function execute(
  server: ApolloServer<OperationContext>,
  { method, query, operationName, variables, extensions, context }: SnapshotOperation,
): Promise<SnapshotResult> {
  const { http, body } = await server.executeOperation(
    {
      ...(query !== undefined && { query }),
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables }),
      ...(extensions && { extensions }),
      // Apollo looks at the method to refuse mutations by GET, and at nothing else here.
      http: { method, headers: new HeaderMap(), search: '', body: undefined },
    },
    { contextValue: context },
  );
  if (body.kind !== 'single') {
    throw new Error('The gateway answered incrementally, which it does not support.');
  }
  return {
    status: http.status ?? 200,
    headers: Object.fromEntries(http.headers),
    result: body.singleResult,
  };
}
