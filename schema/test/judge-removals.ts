import { BreakingChangeType, buildSchema, findBreakingChanges } from 'graphql';

import type { Judge } from '#src/registry/collaborators.ts';

/** Finds every field that is removed, and calls it this. */
export function judgeRemovals(severity: 'BREAKING' | 'UNKNOWN' | 'SAFE'): Judge {
  return ({ before, after }) => {
    const found = findBreakingChanges(buildSchema(before.api), buildSchema(after.api));
    const changes = found
      .filter(({ type }) => type === BreakingChangeType.FIELD_REMOVED)
      .map(({ type, description }) => ({
        severity,
        code: type,
        message: description,
        coordinate: /\w+\.\w+/u.exec(description)?.[0] ?? '',
        evidence: { summary: 'assumed', operations: [] },
      }));
    return Promise.resolve({ changes, planDifferences: [] });
  };
}
