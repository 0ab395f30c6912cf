import { styleText } from 'node:util';

import type { Fault, Place } from '#src/composition/faults.ts';

import { codeFrame } from './code-frame.ts';
import type { Change, PlanDifference, Report, Severity } from './report.ts';
import { sayEvidence } from './say-evidence.ts';
import { sayRight } from './say-right.ts';

type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';
type Paint = (colour: Colour, text: string) => string;

const COLOURS: Readonly<Record<Severity, Colour>> = {
  BREAKING: 'red',
  UNKNOWN: 'yellow',
  DANGEROUS: 'yellow',
  SAFE: 'green',
};

/** A report for a terminal: what, then file:line:column and a code frame for every place. */
export function formatText(report: Report, colour: boolean): string {
  const paint: Paint = (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const blocks = [
    ...report.faults.map((fault) => formatFault(fault, paint, 'red')),
    ...report.findings.map((finding) => formatFault(finding, paint, 'yellow')),
    ...report.hints.map((hint) => formatFault(hint, paint, 'yellow')),
    ...report.changes.map((change) => formatChange(change, paint)),
    ...report.planDifferences.map((difference) => formatPlan(difference, paint)),
    ...(report.summary === undefined
      ? []
      : [paint(report.outcome === 'passed' ? 'green' : 'red', report.summary)]),
  ];
  return blocks.join('\n\n');
}

function formatFault(fault: Fault, paint: Paint, colour: Colour): string {
  const { code, message, places, consequences } = fault;
  const frames = places.slice(0, MOST_FRAMES).map((place) => formatPlace(place, paint, colour));
  const more = places.slice(MOST_FRAMES);
  const rest = more.length > 0 ? [`  (and at ${more.length} more places: ${list(more)})`] : [];
  const right = sayRight(fault).map((line) => `  ${paint('green', line)}`);
  const caused = consequences
    ? [`  (+${consequences.length} caused by this: ${brief(consequences)})`]
    : [];
  return [`${paint(colour, code)}: ${message}`, ...right, ...frames, ...rest, ...caused].join('\n');
}

function formatPlace(place: Place, paint: Paint, colour: Colour): string {
  const lines = codeFrame(place).split('\n');
  const painted = lines.map((line) => paint(/^ *\| *\^+$/.test(line) ? colour : 'dim', line));
  return [paint('cyan', address(place)), ...painted].map((line) => `  ${line}`).join('\n');
}

function formatChange(change: Change, paint: Paint): string {
  const { severity, coordinate, message } = change;
  const evidence = sayEvidence(change).map((line) => `  ${line}`);
  return [`${paint(COLOURS[severity], severity)} ${coordinate}: ${message}`, ...evidence].join(
    '\n',
  );
}

function formatPlan({ status, operation, message }: PlanDifference, paint: Paint): string {
  const colour = status === 'FEWER_FETCHES' ? 'green' : 'yellow';
  return `${paint(colour, status)} ${operation.name || operation.id}: ${message}`;
}

// A value type may stand in every subgraph: those that matter come first.
const MOST_FRAMES = 6;
const MOST_NAMED = 5;

function list(places: readonly Place[]): string {
  const named = places.slice(0, MOST_NAMED).map(address);
  return [...named, ...(places.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

function brief(faults: readonly Fault[]): string {
  const named = faults
    .slice(0, MOST_NAMED)
    .map(({ code, places }) => [code, ...places.slice(0, 1).map(address)].join(' at '));
  return [...named, ...(faults.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

function address({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
