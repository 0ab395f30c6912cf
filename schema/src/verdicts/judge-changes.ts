import { buildSchema } from 'graphql';

import type { Case, KnownOperation } from '#src/registry/collaborators.ts';
import type { Change, Severity, UsedOperation } from '#src/reports/report.ts';

import { listChanges } from './list-changes.ts';
import { findNeeds } from './needs.ts';
import type { RawChange } from './raw-change.ts';

const DAY_MS = 86_400_000;

interface Usage {
  readonly users: ReadonlyMap<string, readonly UsedOperation[]>;
  readonly skipped: number;
}

/**
 * What changes for clients between two versions, each change judged by the operations that need it. An operation
 * that is not valid against the schema before is left out, and the evidence says how many were.
 */
export function judgeChanges(given: Case): Change[] {
  const before = buildSchema(given.before.api, { assumeValid: true });
  const after = buildSchema(given.after.api, { assumeValid: true });
  const changes = listChanges(before, after);
  if (changes.length === 0) return [];
  const usage = readUsage(given, (text) => findNeeds(before, text));
  return changes.map((change) => judge(change, usage, given));
}

function readUsage(given: Case, needsOf: (text: string) => ReadonlySet<string> | undefined): Usage {
  const users = new Map<string, UsedOperation[]>();
  let skipped = 0;
  for (const operation of given.operations.flatMap((each) => inWindow(each, given))) {
    const needs = needsOf(operation.text);
    if (needs === undefined) skipped += 1;
    const { id, name, usage } = operation;
    const user = { id, name, usage };
    for (const need of needs ?? []) {
      const known = users.get(need);
      if (known) known.push(user);
      else users.set(need, [user]);
    }
  }
  return { users, skipped };
}

/** The operation with what of its usage is young enough to count; one without any usage is known all the same. */
function inWindow(operation: KnownOperation, { now, policy }: Case): KnownOperation[] {
  const oldest = Date.parse(now) - policy.unusedAfterDays * DAY_MS;
  const usage = operation.usage
    .filter(({ lastSeenAt }) => Date.parse(lastSeenAt) >= oldest)
    .toSorted((a, b) => b.calls - a.calls);
  return usage.length === 0 && operation.usage.length > 0 ? [] : [{ ...operation, usage }];
}

function judge(raw: RawChange, { users, skipped }: Usage, given: Case): Change {
  const { effect, code, message, coordinate } = raw;
  const told = { code, message, coordinate };
  if (effect === 'NONE') return { ...told, severity: 'SAFE', evidence: evidenceOf('') };
  const found = new Set(raw.needs.flatMap((need) => users.get(need) ?? []));
  const unique = new Map([...found].map((each) => [each.id, each]));
  const operations = [...unique.values()].toSorted((a, b) => callsOf(b) - callsOf(a));
  if (operations.length > 0) {
    const calls = operations.reduce((sum, each) => sum + callsOf(each), 0);
    const summary = `needed by ${count(operations.length, 'operation')}, ${count(calls, 'call')}`;
    const severity = effect === 'BREAKS' ? 'BREAKING' : 'DANGEROUS';
    return { ...told, severity, evidence: { summary, operations } };
  }
  const { severity, summary } = judgeUnused(effect, given);
  const left = `; ${count(skipped, 'known operation')} left out, not valid against the schema before`;
  return { ...told, severity, evidence: evidenceOf(skipped > 0 ? summary + left : summary) };
}

function judgeUnused(
  effect: 'BREAKS' | 'SURPRISES',
  { reports: { since }, now, policy }: Case,
): { readonly severity: Severity; readonly summary: string } {
  const unknown = effect === 'BREAKS' ? 'UNKNOWN' : 'DANGEROUS';
  if (since === undefined) return { severity: unknown, summary: 'no reports' };
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY_MS);
  const window = `${count(days, 'day')} of reports, since ${since}`;
  if (days >= policy.unusedAfterDays) return { severity: 'SAFE', summary: `unused in ${window}` };
  const wanted = `${policy.unusedAfterDays} are needed to tell`;
  return { severity: unknown, summary: `unused in only ${window}; ${wanted}` };
}

function evidenceOf(summary: string): Change['evidence'] {
  return { summary, operations: [] };
}

function callsOf({ usage }: UsedOperation): number {
  return usage.reduce((sum, { calls }) => sum + calls, 0);
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
