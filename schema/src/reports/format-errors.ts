import { codeFrame } from './code-frame.ts';
import type { Fault, Place } from '#src/composition/faults.ts';

/** Faults as text for a terminal: what, then file:line:column and a code frame for every place. */
export function formatFaults(faults: readonly Fault[]): string {
  return faults.map(formatFault).join('\n\n');
}

function formatFault(fault: Fault): string {
  const { code, message, places, consequences } = fault;
  const frames = places.map((place) => {
    const frame = codeFrame(place).replaceAll(/^/gm, '  ');
    return `  ${address(place)}\n${frame}`;
  });
  const caused = consequences
    ? [`  (+${consequences.length} caused by this: ${brief(consequences)})`]
    : [];
  return [
    `${code}: ${message}`,
    ...sayRight(fault).map((line) => `  ${line}`),
    ...frames,
    ...caused,
  ].join('\n');
}

/** What may be right instead, as sentences. */
export function sayRight({ suggestions = [], advice }: Fault): string[] {
  const names = suggestions.map((name) => `"${name}"`).join(', ');
  return [...(names ? [`Did you mean ${names}?`] : []), ...(advice === undefined ? [] : [advice])];
}

function brief(faults: readonly Fault[]): string {
  return faults
    .map(({ code, places }) => [code, ...places.slice(0, 1).map(address)].join(' at '))
    .join(', ');
}

function address({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
