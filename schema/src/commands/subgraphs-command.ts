import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import { formatTable } from './table.ts';

const SUBGRAPHS = `{
  subgraphs {
    name url schemaHash file state isAlarming
    instances { id url version schemaHash isCurrent expiresAt }
    staged { id at actor }
  }
}`;
const SHORT = 12;

interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly schemaHash: string;
  readonly state: string;
  readonly isAlarming: boolean;
  readonly instances: readonly { readonly isCurrent: boolean }[];
  readonly staged: { readonly id: string } | null;
}

export function createSubgraphsCommand({ openRegistry, terminal }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'subgraphs',
      description: 'List the subgraphs, what runs of them, and where that is not what is active',
    },
    args: { format: listFormat },
    async run({ args }) {
      refuseMore(args._, 0);
      const asJson = isJson(args.format);
      const { subgraphs } = await openRegistry().ask<{ subgraphs: Subgraph[] }>(SUBGRAPHS);
      terminal.say(asJson ? JSON.stringify(subgraphs, null, 2) : formatSubgraphs(subgraphs));
    },
  });
}

function formatSubgraphs(subgraphs: readonly Subgraph[]): string {
  if (subgraphs.length === 0) {
    return 'Nothing was published yet.';
  }
  const head = ['NAME', 'SCHEMA', 'INSTANCES', 'STATE', 'URL'];
  return formatTable([head, ...subgraphs.map(toRow)]);
}

function toRow({ name, url, schemaHash, state, isAlarming, instances, staged }: Subgraph) {
  const current = instances.filter(({ isCurrent }) => isCurrent).length;
  const words = [
    isAlarming ? `ALARM ${state.toLowerCase()}` : state.toLowerCase(),
    ...(staged === null ? [] : [`staged ${staged.id}`]),
  ];
  return [
    name,
    schemaHash.slice(0, SHORT),
    `${current} of ${instances.length}`,
    words.join(', '),
    url,
  ];
}
