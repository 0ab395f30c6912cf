import { ClientError } from '@supergraph/kit/errors';

import type { ActivationResolvers } from '#src/generated/resolvers.ts';
import type { Context } from '#src/registry/context.ts';
import { findChanges } from '#src/registry/data/activations.ts';
import { type Version, findVersion } from '#src/registry/data/versions.ts';
import { toChange } from '#src/registry/resolvers/to-change.ts';

export const Activation: ActivationResolvers = {
  subgraphs: async ({ version }, _, context) => [...(await readVersion(version, context)).members],
  supergraph: async ({ version }, _, context) => (await readVersion(version, context)).supergraph,
  api: async ({ version }, _, context) => (await readVersion(version, context)).api,
  changes: async ({ number }, _, { deps }) =>
    (await findChanges(deps.db.reader, [number])).map(toChange),
};

async function readVersion(name: string, { deps }: Context): Promise<Version> {
  const active = deps.graphs.current();
  const version = active?.version === name ? active : await findVersion(deps.db.reader, name);
  if (version === undefined) {
    throw new ClientError('NOT_FOUND', `There is no version "${name}".`);
  }
  return version;
}
