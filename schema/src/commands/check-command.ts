import { defineCommand } from 'citty';

import { type ReportedAnswer, printAnswer } from './answer-report.ts';
import { type CommandContext, refuseMore } from './command-context.ts';
import { readReportFormat, reportFormat } from './output-format.ts';
import { readProposedSchemas } from './proposed-schemas.ts';
import { schemaArgs } from './schema-args.ts';

const CHECK = `mutation Check($input: CheckInput!) {
  check(input: $input) { outcome message report }
}`;

export function createCheckCommand(context: CommandContext) {
  return defineCommand({
    meta: {
      name: 'check',
      description: 'Say what publishing a schema would do: composition, lint, what breaks, plans',
    },
    args: { ...schemaArgs, format: reportFormat },
    async run({ args }) {
      refuseMore(args._, 1);
      const format = readReportFormat(args.format);
      const registry = context.openRegistry();
      const answer = await context.terminal.during('Checking', async () => {
        const subgraphs = await readProposedSchemas(context, registry, args);
        const input = { subgraphs, allowBreaking: args['allow-breaking'] === true };
        return (await registry.ask<{ check: ReportedAnswer }>(CHECK, { input })).check;
      });
      printAnswer(context, answer, format);
    },
  });
}
