import { ClientError } from '@supergraph/kit/errors';

import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { assertAdmin } from '#src/registry/authorize.ts';
import { listActivations } from '#src/registry/data/activations.ts';
import { listAudit } from '#src/registry/data/audit.ts';
import {
  findOpenStagings,
  findPublication,
  listPublications,
} from '#src/registry/data/publications.ts';
import { listTokens } from '#src/registry/data/tokens.ts';
import { diffVersions } from '#src/registry/diff-versions.ts';
import { findReference } from '#src/registry/find-reference.ts';
import { logCoordinate } from '#src/registry/log-coordinate.ts';
import { listOverrides } from '#src/registry/override-shares.ts';
import { packReport } from '#src/registry/pack-report.ts';
import { toChange } from '#src/registry/resolvers/to-change.ts';
import { readUsage } from '#src/registry/usage.ts';

export const Query: QueryResolvers = {
  active: (_, __, { deps }) => deps.graphs.current()?.activation ?? null,
  activation: (_, { reference }, { deps }) => findReference(deps.db.reader, reference),
  history: (_, { first, before }, { deps }) =>
    listActivations(deps.db.reader, {
      limit: pageSize(first, 100),
      before: before ?? Number.MAX_SAFE_INTEGER,
    }),
  subgraphs: (_, __, { deps }) => [...(deps.graphs.current()?.members ?? [])],
  subgraph: (_, { name }, { deps }) =>
    deps.graphs.current()?.members.find((member) => member.name === name) ?? null,
  log: async (_, { coordinate }, { deps }) =>
    (await logCoordinate(deps.db.reader, coordinate)).map(({ activation, change }) => ({
      activation,
      change: toChange(change),
    })),
  async diff(_, { from, to }, { deps }) {
    const diff = await diffVersions(deps, { from, to: to ?? undefined });
    return { ...diff, changes: diff.report.changes.map(toChange), report: packReport(diff.report) };
  },
  publication: async (_, { id }, { deps }) => (await findPublication(deps.db.reader, id)) ?? null,
  publications: (_, { first, before, outcome }, { deps }) =>
    listPublications(deps.db.reader, {
      limit: pageSize(first, 100),
      before: before ?? undefined,
      outcome: outcome ?? undefined,
    }),
  staged: async (_, __, { deps }) =>
    (await findOpenStagings(deps.db.reader)).map(({ publication }) => publication),
  instances: (_, { subgraph }, { instances }) =>
    instances.listLive().filter((one) => subgraph == null || one.subgraph === subgraph),
  overrides: (_, __, { deps }) => listOverrides(deps),
  async tokens(_, __, { deps, principal }) {
    await assertAdmin(deps, principal, { action: 'list', subject: 'tokens' });
    return listTokens(deps.db.reader);
  },
  async audit(_, { first, before }, { deps, principal }) {
    await assertAdmin(deps, principal, { action: 'read', subject: 'the audit log' });
    return listAudit(deps.db.reader, {
      limit: pageSize(first, 500),
      before: before ?? Number.MAX_SAFE_INTEGER,
    });
  },
  async usage(_, { days }, { deps }) {
    const windowDays = Math.min(Math.max(days ?? 30, 1), 400);
    const usage = await readUsage(deps.db.reader, { now: deps.now(), windowDays });
    const { since } = usage.reports;
    return {
      since: since === undefined ? null : Date.parse(since),
      operations: usage.operations.map(({ usage: uses, ...operation }) => ({
        ...operation,
        clients: uses.map(({ clientName, clientVersion, calls, lastSeenAt }) => ({
          name: clientName,
          version: clientVersion,
          calls,
          lastSeenAt: Date.parse(lastSeenAt),
        })),
      })),
    };
  },
};

function pageSize(first: number | null | undefined, most: number): number {
  const wanted = first ?? most;
  if (wanted < 1 || wanted > most) {
    throw new ClientError('VALIDATION', `"first" is between 1 and ${most}.`);
  }
  return wanted;
}
