import type { Place } from '#src/composition/faults.ts';

const CONTEXT_LINES = 1;
// Longer lines are cut around the column: a frame that wraps points at nothing.
const WIDTH = 110;

/** The lines around a place, numbered, with a marker under the words in question. */
export function codeFrame({ text, line, column, length }: Place): string {
  const lines = text.split('\n').map(disarm);
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + CONTEXT_LINES);
  const digits = String(last).length;
  const cut = column + length > WIDTH ? column - Math.floor(WIDTH / 2) : 0;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const here = number === line;
    const code = lines[number - 1]?.slice(cut, cut + WIDTH) ?? '';
    frame.push(`${here ? '>' : ' '} ${String(number).padStart(digits)} | ${code}`.trimEnd());
    if (here) {
      const marker = '^'.repeat(Math.min(length, Math.max(1, code.length - (column - 1 - cut))));
      // Tabs are kept: how wide they are, only the terminal knows.
      const indent = code.slice(0, column - 1 - cut).replaceAll(/[^\t]/g, ' ');
      frame.push(`  ${' '.repeat(digits)} | ${indent}${marker}`);
    }
  }
  return frame.join('\n');
}

// A schema is written by others: what would move the cursor or turn the line around is shown as a sign, of the same length.
function disarm(line: string): string {
  return line.replaceAll(/[^\P{C}\t]/gu, (sign) => '\uFFFD'.repeat(sign.length));
}
