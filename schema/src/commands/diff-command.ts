import { defineCommand } from 'citty';

import { type ReportedAnswer, printAnswer } from './answer-report.ts';
import { type CommandContext, refuseMore } from './command-context.ts';
import { readReportFormat, reportFormat } from './output-format.ts';

const DIFF = `query Diff($from: String!, $to: String) {
  diff(from: $from, to: $to) { from { number } to { number } report }
}`;

interface Diff {
  readonly from: { readonly number: number };
  readonly to: { readonly number: number };
  readonly report: ReportedAnswer['report'];
}

export function createDiffCommand(context: CommandContext) {
  return defineCommand({
    meta: {
      name: 'diff',
      description: 'Say what lies between two versions for clients; without a second one, to now',
    },
    args: {
      from: {
        type: 'positional',
        required: true,
        description: 'The number of an activation, or the first characters of a version',
      },
      to: { type: 'positional', required: false, description: 'Likewise; else what is active' },
      format: reportFormat,
    },
    async run({ args }) {
      refuseMore(args._, 2);
      const format = readReportFormat(args.format);
      const registry = context.openRegistry();
      const { diff } = await context.terminal.during('Comparing', () =>
        registry.ask<{ diff: Diff }>(DIFF, { from: args.from, to: args.to }),
      );
      const message = `From activation ${diff.from.number} to ${diff.to.number}.`;
      printAnswer(context, { outcome: 'PASSED', message, report: diff.report }, format);
    },
  });
}
