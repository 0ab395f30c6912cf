import type { FastifyInstance } from 'fastify';

import type { Callers } from '#src/registry/callers.ts';
import type { Instances } from '#src/registry/instances.ts';

interface InstanceRoutesDeps {
  readonly instances: Instances;
  readonly callers: Callers;
}

/** `PUT` and `DELETE /instances/:id`. */
export function addInstanceRoutes(
  app: FastifyInstance,
  { instances, callers }: InstanceRoutesDeps,
): void {
  const config = { callers: 'known' } as const;
  app.put<{ Params: { id: string } }>('/instances/:id', { config }, (request) =>
    instances.register(callers.principalOf(request), request.params.id, request.body),
  );
  app.delete<{ Params: { id: string } }>('/instances/:id', { config }, async (request, reply) => {
    await instances.withdraw(callers.principalOf(request), request.params.id);
    return reply.code(204).send();
  });
}
