import type { SubCommandsDef } from 'citty';

import type { CommandContext } from './command-context.ts';

/** The commands that talk to the registry, to the router, or to all of the graph. Each is loaded when it is called. */
export function createRegistryCommands(process: NodeJS.Process): SubCommandsDef {
  const context = async (): Promise<CommandContext> =>
    (await import('./command-context.ts')).createCommandContext(process);
  return {
    check: async () => (await import('./check-command.ts')).createCheckCommand(await context()),
    publish: async () =>
      (await import('./publish-command.ts')).createPublishCommand(await context()),
    fetch: async () => (await import('./fetch-command.ts')).createFetchCommand(await context()),
    history: async () =>
      (await import('./history-command.ts')).createHistoryCommand(await context()),
    log: async () => (await import('./log-command.ts')).createLogCommand(await context()),
    diff: async () => (await import('./diff-command.ts')).createDiffCommand(await context()),
    dev: async () => (await import('./dev-command.ts')).createDevCommand(await context()),
    events: async () => (await import('./events-command.ts')).createEventsCommand(await context()),
    replay: async () => (await import('./replay-command.ts')).createReplayCommand(await context()),
    rebuild: async () =>
      (await import('./rebuild-command.ts')).createRebuildCommand(await context()),
    doctor: async () => (await import('./doctor-command.ts')).createDoctorCommand(await context()),
    plan: async () => (await import('./plan-command.ts')).createPlanCommand(await context()),
    query: async () => (await import('./query-command.ts')).createQueryCommand(await context()),
    rollback: async () =>
      (await import('./rollback-command.ts')).createRollbackCommand(await context()),
    rename: async () => (await import('./rename-command.ts')).createRenameCommand(await context()),
    delete: async () => (await import('./delete-command.ts')).createDeleteCommand(await context()),
    override: async () =>
      (await import('./override-command.ts')).createOverrideCommand(await context()),
    subgraphs: async () =>
      (await import('./subgraphs-command.ts')).createSubgraphsCommand(await context()),
    tokens: async () => (await import('./tokens-command.ts')).createTokensCommand(await context()),
  };
}

/** What `--help` shows of each. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  compose: ['graph compose', 'graph compose --check --format github'],
  import: ['graph import catalogue.jsonl', 'graph import catalogue.jsonl --report rejected.jsonl'],
  check: [
    'graph check reviews                                  the file in subgraphs/reviews',
    'graph check reviews --schema reviews.graphql --format github',
    'graph check --set cart=cart.graphql,pricing=pricing.graphql',
  ],
  publish: [
    'graph publish reviews --schema reviews.graphql --url http://reviews.internal/graphql',
    'graph publish --set cart=cart.graphql,pricing=pricing.graphql     both, or neither',
    'graph publish reviews --now                          without waiting for instances',
  ],
  fetch: [
    'graph fetch > supergraph.graphql',
    'graph fetch reviews --version 12',
    'graph fetch --api --output api.graphql',
  ],
  history: ['graph history --limit 5', 'graph history --format json'],
  log: ['graph log Product.price', 'graph log Product'],
  diff: [
    'graph diff 12                                        from there to what is active',
    'graph diff 12 14 --format json',
  ],
  dev: [
    'graph dev                                            everything, as `npm start`',
    'graph dev --only catalog,pricing',
    'graph dev --only reviews --remote catalog=https://staging.example/catalog/graphql',
    'GRAPH_PORT=4200 graph dev                            beside another one',
  ],
  events: [
    'graph events                                         how far every consumer is, and what it passed over',
    'graph events search --format json',
  ],
  replay: [
    'graph replay cart                                    all that cart passed over',
    'graph replay cart --event evt_01J…',
  ],
  rebuild: [
    'graph rebuild search                                 all projections of search, from the first event',
    'graph rebuild search --consumer search.prices --yes',
  ],
  doctor: ['graph doctor', 'GRAPH_PORT=4200 graph doctor --format json'],
  plan: [
    "graph plan '{ __typename }'",
    'graph plan --file product.graphql --name Product --format json',
    'graph plan --file product.graphql --supergraph schema/supergraph.graphql',
  ],
  query: [
    "graph query '{ __typename }'",
    'graph query --file product.graphql --variables \'{ "id": "p1" }\' --variant web',
    "graph query '{ __typename }' --header 'x-locale: de' | jq .data",
    "GRAPH_USER_TOKEN=… graph query '{ me { id } }'       as a user who signed in",
  ],
  rollback: ['graph rollback', 'graph rollback 12 --reason "prices were wrong" --yes'],
  rename: ['graph rename review reviews'],
  delete: ['graph delete reviews', 'graph delete reviews --allow-breaking --yes'],
  override: [
    'graph override                                       what moves, and how far it has',
    'graph override Product.price 25 --reason "first quarter"',
    'graph override Product.price --reset',
  ],
  subgraphs: ['graph subgraphs', 'graph subgraphs --format json'],
  tokens: [
    'graph tokens create reviews-ci --subgraphs reviews --days 90',
    'graph tokens create edge-routers --router',
    'graph tokens create dashboard --read-only',
    'graph tokens revoke reviews-ci',
  ],
};
