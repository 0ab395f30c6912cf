import type { MovePayload, MutationResolvers, PublishPayload } from '#src/generated/resolvers.ts';
import { deleteSubgraph, renameSubgraph } from '#src/registry/change-members.ts';
import { check } from '#src/registry/check.ts';
import type { MoveAnswer } from '#src/registry/move-pointer.ts';
import { packReport } from '#src/registry/pack-report.ts';
import { type PublishAnswer, describeAnswer } from '#src/registry/publish-answer.ts';
import { publish } from '#src/registry/publish.ts';
import { setOverride } from '#src/registry/override-shares.ts';
import { toChange } from '#src/registry/resolvers/to-change.ts';
import { rollback } from '#src/registry/rollback.ts';
import { createToken, revokeToken } from '#src/registry/tokens.ts';

export const Mutation: MutationResolvers = {
  check: async (_, { input }, { deps, principal }) =>
    toPublishPayload(await check(deps, principal, input)),
  publish: async (_, { input }, { deps, principal }) =>
    toPublishPayload(await publish(deps, principal, input)),
  rollback: async (_, { input }, { deps, principal }) =>
    toMovePayload(await rollback(deps, principal, input)),
  subgraphRename: async (_, { input }, { deps, principal }) =>
    toMovePayload(await renameSubgraph(deps, principal, input)),
  subgraphDelete: async (_, { input }, { deps, principal }) =>
    toMovePayload(await deleteSubgraph(deps, principal, input)),
  async tokenCreate(_, { input }, { deps, principal }) {
    const { expiresInDays, ...grant } = input;
    const { row, secret } = await createToken(deps, principal, {
      ...grant,
      ...(expiresInDays != null && { expiresInDays }),
    });
    return { token: row, secret };
  },
  overrideSet: (_, { input }, { deps, principal }) => setOverride(deps, principal, input),
  tokenRevoke: (_, { name }, { deps, principal }) => revokeToken(deps, principal, name),
};

function toPublishPayload(answer: PublishAnswer): PublishPayload {
  const { outcome, publication, version, activation, refusal, serving, superseded, report } =
    answer;
  return {
    outcome,
    message: describeAnswer(answer),
    publication,
    version,
    activation,
    refusal: refusal ?? null,
    waitingFor: [...serving.waitingFor],
    unregistered: [...serving.unregistered],
    superseded: [...superseded],
    changes: report.changes.map(toChange),
    report: packReport(report),
  };
}

function toMovePayload({ refusal, report, ...answer }: MoveAnswer): MovePayload {
  return {
    ...answer,
    refusal: refusal ?? null,
    changes: report.changes.map(toChange),
    report: packReport(report),
  };
}
