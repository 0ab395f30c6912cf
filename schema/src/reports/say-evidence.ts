import type { Change, UsedOperation } from './report.ts';

/** Why a change has its severity, one line a client at most. */
export function sayEvidence({ evidence }: Change): string[] {
  return [evidence.summary, ...evidence.operations.flatMap(sayUsage)].filter((line) => line !== '');
}

function sayUsage({ name, id, usage }: UsedOperation): string[] {
  const operation = name || id.slice(0, 12);
  const lines = usage.map(
    ({ clientName, clientVersion, calls, lastSeenAt }) =>
      `${operation}: ${clientName || 'unknown client'} ${clientVersion}, ${calls} calls, last seen ${lastSeenAt}`,
  );
  return lines.length > 0 ? lines : [operation];
}
