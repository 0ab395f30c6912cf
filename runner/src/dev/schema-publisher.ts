import { createHash } from 'node:crypto';

import { type ReportedAnswer, formatAnswer } from '@supergraph/schema/answer-report';
import { type SubgraphSdl, readSubgraphs } from '@supergraph/schema/read-subgraphs';
import type { RegistryClient } from '@supergraph/schema/registry-client';

export interface SchemaPublisherDeps {
  readonly root: string;
  /** GraphQL endpoints by subgraph. */
  readonly urls: ReadonlyMap<string, string>;
  readonly registry: RegistryClient;
  readonly say: (text: string) => void;
  readonly colour: boolean;
}

export interface SchemaPublisher {
  /**
   * Publishes what differs from the active graph, at once. What does not compose is shown, and changes nothing.
   * Resolves to the names that are active now as they are on disk. Never rejects; one at a time.
   */
  publish(saved: readonly string[]): Promise<readonly string[]>;
}

const ACTIVE = '{ subgraphs { name url schemaHash } }';
const PUBLISH = `mutation ($input: PublishInput!) {
  publish(input: $input) { outcome message report }
}`;

interface Active {
  readonly name: string;
  readonly url: string;
  readonly schemaHash: string;
}

export function createSchemaPublisher(deps: SchemaPublisherDeps): SchemaPublisher {
  let working: Promise<unknown> = Promise.resolve();
  return {
    publish(saved) {
      const result = working.then(() =>
        publishDiffering(saved, deps).catch((error: unknown) => {
          deps.say(error instanceof Error ? error.message : String(error));
          return [];
        }),
      );
      working = result;
      return result;
    },
  };
}

async function publishDiffering(
  saved: readonly string[],
  deps: SchemaPublisherDeps,
): Promise<readonly string[]> {
  const [{ subgraphs: active }, all] = await Promise.all([
    deps.registry.ask<{ subgraphs: Active[] }>(ACTIVE),
    readMoved(deps),
  ]);
  const differing = all.filter((subgraph) => !isActive(subgraph, active));
  if (differing.length === 0) {
    return [];
  }
  if (await publishThese(differing, deps)) {
    return differing.map(({ name }) => name);
  }
  // One that stays broken does not hold up the others.
  const own = differing.filter(({ name }) => saved.includes(name));
  if (own.length > 0 && own.length < differing.length && (await publishThese(own, deps))) {
    return own.map(({ name }) => name);
  }
  deps.say('The graph goes on as it was. Save it when it is right.');
  return [];
}

async function publishThese(
  subgraphs: readonly SubgraphSdl[],
  { registry, say, colour }: SchemaPublisherDeps,
): Promise<boolean> {
  const started = performance.now();
  const input = { subgraphs, now: true, allowBreaking: true, plans: false, reason: 'graph dev' };
  const { publish } = await registry.ask<{ publish: ReportedAnswer }>(PUBLISH, { input });
  if (publish.outcome === 'REFUSED') {
    say(formatAnswer(publish, colour));
    return false;
  }
  const names = subgraphs.map(({ name }) => name).join(', ');
  say(`${names}: published in ${Math.round(performance.now() - started)} ms. ${publish.message}`);
  return true;
}

/** With the URLs of this session. A file that an editor has just emptied is not meant. */
async function readMoved({ root, urls }: SchemaPublisherDeps): Promise<SubgraphSdl[]> {
  const subgraphs = await readSubgraphs(root);
  return subgraphs
    .filter(({ sdl }) => sdl.trim() !== '')
    .map((subgraph) => ({ ...subgraph, url: urls.get(subgraph.name) ?? subgraph.url }));
}

function isActive({ name, url, sdl }: SubgraphSdl, active: readonly Active[]): boolean {
  const found = active.find((one) => one.name === name);
  const hash = createHash('sha256').update(sdl).digest('hex');
  return found?.url === url && found.schemaHash === hash;
}
