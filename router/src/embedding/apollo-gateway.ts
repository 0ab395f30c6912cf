import { randomUUID } from 'node:crypto';

import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import {
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getVariableValues,
} from 'graphql';

import { type AuthConfig, authShape } from '#src/config/auth.ts';
import type { OperationScope } from '#src/fetchers/scope.ts';
import type { SubgraphClient } from '#src/fetchers/subgraph-client.ts';
import { createAuthorize } from '#src/pipeline/authorize.ts';
import type { Claims } from '#src/pipeline/facts.ts';
import { KnownOperation, keyOf } from '#src/supergraph/known-operation.ts';
import type { EvaluateLabel } from '#src/supergraph/override-labels.ts';
import { type Snapshot, createSnapshot } from '#src/supergraph/snapshot.ts';

type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['gateway']>;

export interface GatewayOptions {
  readonly supergraphSdl: string;
  readonly client: SubgraphClient;
  /** What the fetches of a request are sent with, from Apollo Server's context value. */
  readonly createScope: (context: unknown) => OperationScope;
  /** What the caller has proved to be, from Apollo Server's context value. Without it everybody is anonymous. */
  readonly claimsOf?: (context: unknown) => Claims | null;
  readonly auth?: AuthConfig;
  readonly evaluateLabel?: EvaluateLabel;
  readonly cacheSize?: number;
}

export interface Gateway {
  readonly gateway: GatewayInterface;
  /** For ApolloServer's option of this name: writes the data without parsing it first. */
  readonly stringifyResult: (result: FormattedExecutionResult) => string;
  /** Serves another supergraph. Throws, and keeps the last one, when it cannot be served. */
  load(supergraphSdl: string): void;
}

/** The router's engine inside Apollo Server: `new ApolloServer({ gateway, stringifyResult })`. */
export function createGateway(options: GatewayOptions): Gateway {
  let snapshot = open(options.supergraphSdl, options);
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  const execute = createExecutor(() => snapshot, options);
  const tell = (listener: Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]): void =>
    listener({ apiSchema: graphOf(snapshot).schema, coreSupergraphSdl: snapshot.sdl });
  return {
    gateway: {
      load: () => {
        listeners.forEach(tell);
        return Promise.resolve({ executor: execute });
      },
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      stop: () => options.client.close(),
    },
    stringifyResult,
    load(supergraphSdl) {
      snapshot = open(supergraphSdl, options);
      listeners.forEach(tell);
    },
  };
}

/** The data of an answer as the text that it will be. Whoever asks for it as a value gets that too. */
class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  if (!(data instanceof JsonText)) {
    return JSON.stringify({ ...rest, ...(data !== undefined && { data }) });
  }
  const others = JSON.stringify(rest);
  return others === '{}' ? `{"data":${data.text}}` : `${others.slice(0, -1)},"data":${data.text}}`;
}

function createExecutor(
  take: () => Snapshot,
  { createScope, claimsOf = () => null, auth, evaluateLabel = () => false }: GatewayOptions,
): NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']> {
  const authorize = createAuthorize(auth ?? authShape.parse({}));
  return async ({ document, operation: definition, source, request, operationName, context }) => {
    const graph = graphOf(take());
    const text = { query: source, operationName: operationName ?? undefined };
    const operation =
      graph.operations.get(keyOf(text)) ??
      new KnownOperation(text, { document, operation: definition }, graph.deps);
    graph.operations.set(keyOf(text), operation);
    const variables: Readonly<Record<string, unknown>> = request.variables ?? {};
    const { coerced, errors: wrong } = getVariableValues(
      graph.schema,
      operation.variableDefinitions,
      variables,
    );
    if (wrong) {
      return {
        errors: wrong.map(({ message }) => toGraphqlError({ message, extensions: BAD_INPUT })),
      };
    }
    const refusal = await authorize(operation.authorization, claimsOf(context), coerced);
    const compiled = await operation.compile({
      variables: coerced,
      denied: refusal?.denial,
      labels: operation.labels.map(evaluateLabel),
    });
    const result = await compiled.run(variables, createScope(context));
    const errors = [...(refusal?.errors ?? []), ...result.errors];
    return {
      data: new JsonText(result.text.data) as unknown as Record<string, unknown>,
      ...(errors.length > 0 && { errors: errors.map(toGraphqlError) }),
    };
  };
}

const BAD_INPUT = { code: 'BAD_USER_INPUT' };

function toGraphqlError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
}

function graphOf({ publicGraphs }: Snapshot) {
  const graph = publicGraphs.get('');
  if (graph === undefined) {
    throw new Error('The generation has no graph of everything that is public.');
  }
  return graph;
}

function open(supergraphSdl: string, { client, cacheSize = 1000 }: GatewayOptions): Snapshot {
  return createSnapshot(supergraphSdl, {
    variants: [{ name: '', createSchema: undefined, rules: [], maxTokens: Infinity }],
    client,
    cacheSize,
    observePlan: () => undefined,
    usage: undefined,
  });
}

const NO_HEADERS: readonly string[] = [];

/** A scope for programs that have no request ids of their own and forward nothing. */
export function createPlainScope(deadlineMs: number): OperationScope {
  const requestId = randomUUID();
  return {
    requestId,
    correlationId: requestId,
    deadlineAt: Date.now() + deadlineMs,
    signal: undefined,
    headersFor: () => NO_HEADERS,
    cookies: [],
    fetches: [],
  };
}
