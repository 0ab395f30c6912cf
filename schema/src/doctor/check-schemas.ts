import { createHash } from 'node:crypto';

import { findStaleArtefacts } from '#src/artefacts.ts';
import type { RegistryClient } from '#src/commands/registry-client.ts';
import { composeSupergraph } from '#src/composition/compose.ts';
import { type SubgraphSdl, readSubgraphs } from '#src/read-subgraphs.ts';

import type { Finding } from './diagnosis.ts';

/** Whether the schemas of the project compose, and the committed artefacts are what they compose to. */
export async function checkArtefacts(root: string): Promise<Finding> {
  const about = 'schemas';
  try {
    const subgraphs = await readSubgraphs(root);
    const composition = composeSupergraph(subgraphs);
    if (!composition.ok) {
      const count = composition.faults.length;
      return {
        status: 'problem',
        about,
        message: `They do not compose: ${count} ${count === 1 ? 'fault' : 'faults'}.`,
        remedy: 'Run `graph compose`, which shows each in its file.',
      };
    }
    const stale = await findStaleArtefacts(root, [
      { file: 'schema/supergraph.graphql', text: composition.supergraph },
      { file: 'schema/api.graphql', text: composition.api },
    ]);
    return stale.length > 0
      ? {
          status: 'problem',
          about,
          message: `${stale.map(({ file }) => file).join(' and ')} ${stale.length === 1 ? 'is' : 'are'} stale.`,
          remedy: 'Run `graph compose` and commit the result.',
        }
      : {
          status: 'ok',
          about,
          message: `${subgraphs.length} compose, and the artefacts are theirs.`,
        };
  } catch (error) {
    return { status: 'problem', about, message: 'They cannot be read.', remedy: messageOf(error) };
  }
}

interface Active {
  readonly name: string;
  readonly schemaHash: string;
  readonly state: 'SERVED' | 'DRIFTED' | 'GONE' | 'UNREGISTERED';
  readonly instances: readonly { readonly url: string; readonly isCurrent: boolean }[];
  readonly staged: { readonly id: string } | null;
}

const SUBGRAPHS =
  '{ subgraphs { name schemaHash state instances { url isCurrent } staged { id } } }';

/** Whether the registry knows us, and what runs is what is active there. */
export async function checkActive(
  root: string,
  openRegistry: () => RegistryClient,
): Promise<Finding[]> {
  try {
    const { subgraphs } = await openRegistry().ask<{ subgraphs: Active[] }>(SUBGRAPHS);
    if (subgraphs.length === 0) {
      const remedy = '`npm start` publishes the subgraphs of this project; else `graph publish`.';
      return [
        { status: 'problem', about: 'active', message: 'Nothing was published yet.', remedy },
      ];
    }
    const own = await readSubgraphs(root).catch((): SubgraphSdl[] => []);
    return subgraphs.flatMap((active) => [describeServing(active), ...describeOwn(active, own)]);
  } catch (error) {
    return [
      {
        status: 'problem',
        about: 'active',
        message: 'What is active cannot be asked.',
        remedy: messageOf(error),
      },
    ];
  }
}

function describeServing({ name, state, instances, staged }: Active): Finding {
  const about = `active ${name}`;
  const waiting = staged === null ? '' : ` A newer one waits (${staged.id}).`;
  const current = instances.filter(({ isCurrent }) => isCurrent).length;
  switch (state) {
    case 'SERVED': {
      const others = instances.filter(({ isCurrent }) => !isCurrent).map(({ url }) => url);
      const message = `Served by ${current} of ${instances.length} instances.${waiting}`;
      return others.length === 0
        ? { status: 'ok', about, message }
        : { status: 'note', about, message: `${message} Another schema: ${others.join(', ')}.` };
    }
    case 'DRIFTED':
      return {
        status: 'problem',
        about,
        message: `All ${instances.length} running instances serve another schema.${waiting}`,
        remedy: `Start one that serves what is active, publish what runs (\`graph publish ${name}\`), or go back (\`graph rollback\`).`,
      };
    case 'GONE':
      return {
        status: 'problem',
        about,
        message: `No instance runs any more.${waiting}`,
        remedy: 'Start one, or take it out: `graph delete ' + name + '`.',
      };
    case 'UNREGISTERED':
      return {
        status: 'note',
        about,
        message: `No instance ever registered, so nobody knows what it serves.${waiting}`,
      };
  }
}

function describeOwn({ name, schemaHash }: Active, own: readonly SubgraphSdl[]): Finding[] {
  const found = own.find((subgraph) => subgraph.name === name);
  const isSame =
    found === undefined || createHash('sha256').update(found.sdl).digest('hex') === schemaHash;
  return isSame
    ? []
    : [
        {
          status: 'note',
          about: `active ${name}`,
          message: `${found.file} is not what is active: \`graph publish ${name}\` makes it so.`,
        },
      ];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
