import type { Format } from '#src/reports/format-report.ts';

import { type ReportedAnswer, printAnswer } from './answer-report.ts';
import type { CommandContext } from './command-context.ts';

/** The fields that `rollback`, `rename` and `delete` ask for. */
export const MOVE_FIELDS = 'outcome version activation refusal report';

export interface MovePayload {
  readonly outcome: string;
  readonly version: string | null;
  readonly activation: number;
  readonly refusal: string | null;
  readonly report: ReportedAnswer['report'];
}

const SHORT = 12;
const REFUSALS: Readonly<Record<string, string>> = {
  DOES_NOT_COMPOSE: 'Refused: what would be left does not compose.',
  BREAKING: 'Refused: it breaks operations that clients use.',
  UNKNOWN: 'Refused: nobody can say whether clients use what it takes away.',
};

export function printMove(context: CommandContext, payload: MovePayload, format: Format): void {
  const { outcome, version, activation, refusal, report } = payload;
  const message =
    refusal === null
      ? `Version ${(version ?? '').slice(0, SHORT)} is active (activation ${activation}).`
      : (REFUSALS[refusal] ?? `Refused: ${refusal}.`);
  printAnswer(context, { outcome, message, report }, format);
}
