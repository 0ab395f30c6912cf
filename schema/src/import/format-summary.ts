import { OUTCOMES, totalsOf, type ImportSummary, type TypeCounts } from './summary.ts';

/** The summary as text for a person: a table by type, who is missing for skipped lines, the first rejections. */
export function formatSummary(summary: ImportSummary): string {
  if (summary.counts.size === 0) {
    return 'There are no lines to import.';
  }
  const totals = totalsOf(summary.counts);
  const lines = OUTCOMES.reduce((sum, outcome) => sum + totals[outcome], 0);
  const seconds = (summary.tookMs / 1000).toFixed(1);
  return [
    formatTable([...summary.counts, ['total', totals]]),
    ...formatSkipped(summary),
    ...formatRejections(summary),
    `${formatCount(lines, 'line')} in ${seconds} s.`,
  ].join('\n\n');
}

function formatTable(rows: readonly (readonly [string, Readonly<TypeCounts>])[]): string {
  const table = [
    ['type', ...OUTCOMES],
    ...rows.map(([type, counts]) => [type, ...OUTCOMES.map((outcome) => String(counts[outcome]))]),
  ];
  const widths = ['type', ...OUTCOMES].map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  return table
    .map(([type = '', ...numbers]) =>
      [
        type.padEnd(widths[0] ?? 0),
        ...numbers.map((text, at) => text.padStart(widths[at + 1] ?? 0)),
      ].join('  '),
    )
    .join('\n');
}

function formatSkipped({ counts }: ImportSummary): string[] {
  const skipped = [...counts].filter(([, { skipped: count }]) => count > 0);
  const sentences = skipped.map(
    ([type, { skipped: count }]) =>
      `${type}: no running service takes this type, ${formatCount(count, 'line')} skipped.`,
  );
  return sentences.length === 0 ? [] : [sentences.join('\n')];
}

function formatRejections({ rejected, rejections }: ImportSummary): string[] {
  if (rejected === 0) {
    return [];
  }
  const shown = rejections.map(({ line, type, reason }) => `line ${line} (${type}): ${reason}`);
  const rest = rejected - rejections.length;
  const more = rest === 0 ? [] : [`and ${rest} more; --report FILE writes all of them.`];
  return [[`${formatCount(rejected, 'line')} rejected:`, ...shown, ...more].join('\n')];
}

function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
