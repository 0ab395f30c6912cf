import type { FastifyInstance } from 'fastify';

import type { ActiveGraph, ActiveGraphs } from '#src/registry/active-graph.ts';
import { type StreamEvent, createEventStreams } from '#src/registry/event-stream.ts';
import type { Instances } from '#src/registry/instances.ts';
import type { OverrideShares } from '#src/registry/override-shares.ts';
import { routeInstances } from '#src/registry/routing.ts';

interface SupergraphRoutesDeps {
  readonly graphs: ActiveGraphs;
  readonly shares: OverrideShares;
  readonly instances: Instances;
}

/** `GET /supergraph`, and the stream that says when to ask for it again, which instances there are, and how far overrides are. */
export function addSupergraphRoutes(app: FastifyInstance, deps: SupergraphRoutesDeps): void {
  const { graphs } = deps;
  const config = { callers: 'known' } as const;
  app.get('/supergraph', { config }, (request, reply) => {
    const active = graphs.current();
    if (active === undefined) {
      return reply.code(404).send({ code: 'NO_SUPERGRAPH', message: 'Nothing was published yet.' });
    }
    const etag = `"${active.version}"`;
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    return isKnown(request.headers['if-none-match'], etag)
      ? reply.code(304).send()
      : reply.type('text/plain; charset=utf-8').send(active.supergraph);
  });

  const streams = createEventStreams();
  app.get('/supergraph/events', { config }, (_request, reply) => {
    reply.hijack();
    streams.open(reply.raw, currentEvents(deps));
  });
  tellChanges(deps, streams.send);
  app.addHook('preClose', (done) => {
    streams.close();
    done();
  });
}

function tellChanges(deps: SupergraphRoutesDeps, send: (event: StreamEvent) => void): void {
  let sent = '';
  const tellInstances = (): void => {
    const event = instancesEvent(deps);
    const text = JSON.stringify(event.data);
    if (text !== sent) {
      sent = text;
      send(event);
    }
  };
  tellInstances();
  deps.graphs.onActivation((active) => {
    send(supergraphEvent(active));
    // Which instances serve the active schema is another question by now.
    tellInstances();
  });
  deps.instances.onChange(tellInstances);
  deps.shares.onChange(() => send(overridesEvent(deps)));
}

function currentEvents(deps: SupergraphRoutesDeps): StreamEvent[] {
  const active = deps.graphs.current();
  const supergraph = active ? [supergraphEvent(active)] : [];
  return [...supergraph, instancesEvent(deps), overridesEvent(deps)];
}

function supergraphEvent({ version, activation }: ActiveGraph): StreamEvent {
  const { number } = activation;
  return { event: 'supergraph', id: String(number), data: { version, activation: number } };
}

function overridesEvent({ shares }: SupergraphRoutesDeps): StreamEvent {
  const rows = shares.current().map(({ label, percent }) => [label, percent]);
  return { event: 'overrides', data: Object.fromEntries(rows) };
}

function instancesEvent({ graphs, instances }: SupergraphRoutesDeps): StreamEvent {
  const data = routeInstances(graphs.current()?.members ?? [], instances.listLive());
  return { event: 'instances', data };
}

/** RFC 9110 §13.1.2: any of the tags in the list, weak or not, or a star. */
function isKnown(header: string | undefined, etag: string): boolean {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//u, ''))
    .some((tag) => tag === etag || tag === '*');
}
