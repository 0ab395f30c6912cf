import type { ApolloServerPlugin } from '@apollo/server';

import type { OperationContext } from '#src/supergraph/snapshot.ts';
import type { Logger } from '#src/telemetry/log.ts';

/** Logs the cause of every error that has no code, which is a fault of the router: the client is told none of it. */
export function createFaultReporter(log: Logger): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue: { scope } }) => {
          for (const error of errors) {
            const { extensions } = error as { extensions?: { code?: unknown } };
            if (extensions?.code === undefined) {
              log.error(
                { error, requestId: scope.requestId, correlationId: scope.correlationId },
                'fault',
              );
            }
          }
          return Promise.resolve();
        },
      }),
  };
}
