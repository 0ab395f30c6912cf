import { codeFrame } from './code-frame.ts';
import type { Fault, Place } from '#src/composition/faults.ts';

/** Faults as text for a terminal: what, then file:line:column and a code frame for every place. */
export function formatFaults(faults: readonly Fault[]): string {
  return faults.map(formatFault).join('\n\n');
}

function formatFault({ code, message, places, suggestions, consequences }: Fault): string {
  const frames = places.map((place) => {
    const frame = codeFrame(place).replaceAll(/^/gm, '  ');
    return `  ${address(place)}\n${frame}`;
  });
  const meant = suggestions
    ? [`  Did you mean ${suggestions.map((name) => `"${name}"`).join(', ')}?`]
    : [];
  const caused = consequences
    ? [`  (+${consequences.length} caused by this: ${brief(consequences)})`]
    : [];
  return [`${code}: ${message}`, ...meant, ...frames, ...caused].join('\n');
}

function brief(faults: readonly Fault[]): string {
  return faults
    .map(({ code, places }) => [code, ...places.slice(0, 1).map(address)].join(' at '))
    .join(', ');
}

function address({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
