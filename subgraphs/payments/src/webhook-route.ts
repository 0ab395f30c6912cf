import { ClientError } from '@supergraph/kit/errors';
import type { ServiceParts } from '@supergraph/kit/service';

import type { Context, Deps } from '#src/context.ts';
import { addWebhook } from '#src/data/webhooks.ts';
import { joinWebhooks } from '#src/work/look-up.ts';

type HttpApp = Parameters<NonNullable<ServiceParts<Context>['routes']>>[0];

/** Where the provider tells what happened. It signs the bytes, so they are kept as they came. */
export function addWebhookRoute(app: HttpApp, deps: Deps): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, take) =>
      take(null, { bytes }),
    );
    scope.post('/webhooks/provider', { config: { callers: 'anyone' } }, async (request, reply) => {
      const body = request.body as { readonly bytes: Buffer } | null | undefined;
      const bytes = body?.bytes ?? Buffer.alloc(0);
      await receive({ headers: request.headers, bytes, now: deps.now() }, deps);
      return reply.code(204).send();
    });
    done();
  });
}

type Received = Parameters<NonNullable<Deps['provider']>['readWebhook']>[0];

async function receive(received: Received, deps: Deps): Promise<void> {
  const { db, provider, now, log } = deps;
  const read = provider?.readWebhook(received) ?? {
    ok: false,
    reason: 'No provider is configured.',
  };
  if (!read.ok) {
    log.warn({ reason: read.reason }, 'a webhook was refused');
    throw new ClientError('SIGNATURE_INVALID', `The webhook is refused. ${read.reason}`);
  }
  const name = provider?.name ?? '';
  await db.transaction(async (tx) => {
    for (const { id: eventId, ref: providerRef, reference, change } of read.events) {
      await addWebhook(tx, {
        provider: name,
        eventId,
        providerRef,
        reference,
        change,
        receivedAt: now(),
      });
    }
  });
  // It is kept: what comes of it does not have to be waited for.
  joinWebhooks(deps).catch((error: unknown) => log.error({ error }, 'webhooks are joined later'));
}
