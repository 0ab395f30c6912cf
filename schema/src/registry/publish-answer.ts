import type { ActiveGraph } from '#src/registry/active-graph.ts';
import type { Evaluation, Refusal } from '#src/registry/evaluate.ts';
import type { Report } from '#src/reports/report.ts';
import type { Serving } from '#src/registry/served.ts';

/** What became of a check or a publish. */
export interface PublishAnswer {
  readonly outcome: 'PASSED' | 'ACTIVATED' | 'STAGED' | 'UNCHANGED' | 'REFUSED';
  /** Where it is kept; null when nothing was. */
  readonly publication: string | null;
  /** The version that these schemas make; null when they do not compose. */
  readonly version: string | null;
  /** What is active after it; null before the first. */
  readonly activation: number | null;
  readonly refusal: Refusal | undefined;
  readonly serving: Serving;
  /** Publications of these subgraphs that waited and do not any more. */
  readonly superseded: readonly string[];
  readonly report: Report;
}

/** The part of an answer that follows from the evaluation. */
export function answerOf(
  { composed, version, refusal, report }: Evaluation,
  { active, serving }: { readonly active: ActiveGraph | undefined; readonly serving: Serving },
): Omit<PublishAnswer, 'outcome' | 'publication'> {
  return {
    version: composed ? version : null,
    activation: active?.activation.number ?? null,
    refusal,
    serving,
    superseded: [],
    report,
  };
}

/** The outcome in a sentence or two for whoever publishes. */
export function describeAnswer(answer: PublishAnswer): string {
  const superseded =
    answer.superseded.length > 0
      ? [`It takes the place of ${answer.superseded.join(', ')}, which was staged.`]
      : [];
  return [...describeOutcome(answer), ...superseded].join(' ');
}

const SHORT = 12;

function describeOutcome({
  outcome,
  version,
  activation,
  serving,
  refusal,
}: PublishAnswer): string[] {
  const name = version === null ? 'none' : version.slice(0, SHORT);
  switch (outcome) {
    case 'PASSED':
      return ['It can be published.'];
    case 'UNCHANGED':
      return [
        `Nothing changed: this is what is active (version ${name}, activation ${activation}).`,
      ];
    case 'STAGED':
      return [
        `Staged as version ${name}: it activates when an instance of ${quote(serving.waitingFor)} serves this schema.`,
        'To activate it at once, publish it with `--now`.',
      ];
    case 'ACTIVATED':
      return [
        `Version ${name} is active (activation ${activation}).`,
        ...(serving.unregistered.length > 0
          ? [
              `No instance of ${quote(serving.unregistered)} is registered, so it did not wait for one.`,
            ]
          : []),
        ...(serving.waitingFor.length > 0
          ? [`No instance of ${quote(serving.waitingFor)} serves this schema yet.`]
          : []),
      ];
    case 'REFUSED':
      return [describeRefusal(refusal)];
  }
}

function describeRefusal(refusal: Refusal | undefined): string {
  switch (refusal) {
    case 'BREAKING':
      return 'Refused: it breaks operations that clients use. To accept that, publish it with `--allow-breaking`.';
    case 'UNKNOWN':
      return 'Refused: nobody can say whether clients use what it takes away. To accept that, publish it with `--allow-breaking`.';
    case 'DOES_NOT_COMPOSE':
    case undefined:
      return 'Refused: it does not compose.';
  }
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
