import { formatTable } from '#src/commands/table.ts';

import type { Diagnosis, Finding } from './diagnosis.ts';

const SIGNS = { ok: 'ok', note: 'note', problem: 'WRONG' } as const;

/** A diagnosis for people: settings, findings, and last what to do. */
export function formatDiagnosis({ settings, findings }: Diagnosis): string {
  const problems = listProblems(findings);
  return [
    formatTable([
      ['SETTING', 'VALUE', 'FROM'],
      ...settings.map(({ name, value, from }) => [name, value, from]),
    ]),
    '',
    formatTable(findings.map(({ status, about, message }) => [SIGNS[status], about, message])),
    '',
    ...(problems.length === 0
      ? ['Nothing is wrong.']
      : [
          `${problems.length} ${problems.length === 1 ? 'thing is' : 'things are'} wrong. What to do:`,
          ...[...Map.groupBy(problems, ({ remedy }) => remedy)].map(
            ([remedy, same]) => `  ${same.map(({ about }) => about).join(', ')}: ${remedy}`,
          ),
        ]),
  ].join('\n');
}

export function listProblems(findings: readonly Finding[]) {
  return findings.filter((finding) => finding.status === 'problem');
}
