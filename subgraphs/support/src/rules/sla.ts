import type { Settings } from '#src/settings.ts';
import type { TicketRow } from '#src/tables.ts';

const MINUTE_MS = 60_000;

type Clocks = Pick<
  TicketRow,
  'firstResponseAt' | 'firstResponseDueAt' | 'resolvedAt' | 'resolutionDueAt'
>;

/** Until when a ticket is to be answered and solved. Both count from when it was opened. */
export function findDueTimes(
  { priority, createdAt }: Pick<TicketRow, 'priority' | 'createdAt'>,
  settings: Pick<Settings, 'FIRST_RESPONSE_MINUTES' | 'RESOLUTION_MINUTES'>,
): Pick<TicketRow, 'firstResponseDueAt' | 'resolutionDueAt'> {
  const minutesOf = (all: Readonly<Record<string, number>>): number => all[priority] ?? 0;
  return {
    firstResponseDueAt: createdAt + minutesOf(settings.FIRST_RESPONSE_MINUTES) * MINUTE_MS,
    resolutionDueAt: createdAt + minutesOf(settings.RESOLUTION_MINUTES) * MINUTE_MS,
  };
}

/** Whether one of the two came, or is, too late. A ticket that ended needs no answer any more. */
export function isBreached(clocks: Clocks, now: number): boolean {
  const answeredAt = clocks.firstResponseAt ?? clocks.resolvedAt ?? now;
  const solvedAt = clocks.resolvedAt ?? now;
  return answeredAt > clocks.firstResponseDueAt || solvedAt > clocks.resolutionDueAt;
}
