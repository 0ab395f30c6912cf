import { defineCommand } from 'citty';

import { type ReportedAnswer, printAnswer } from './answer-report.ts';
import { type CommandContext, refuseMore } from './command-context.ts';
import { findCommit } from './find-commit.ts';
import { readReportFormat, reportFormat } from './output-format.ts';
import { readProposedSchemas } from './proposed-schemas.ts';
import { schemaArgs } from './schema-args.ts';

const PUBLISH = `mutation Publish($input: PublishInput!) {
  publish(input: $input) { outcome message report }
}`;

export function createPublishCommand(context: CommandContext) {
  return defineCommand({
    meta: {
      name: 'publish',
      description: 'Check a schema and make it part of what routers run',
    },
    args: {
      ...schemaArgs,
      now: { type: 'boolean', description: 'Activate without waiting for instances that serve it' },
      reason: { type: 'string', valueHint: 'text', description: 'For the history' },
      commit: { type: 'string', valueHint: 'hash', description: 'Else the one of this folder' },
      format: reportFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const format = readReportFormat(args.format);
      const registry = context.openRegistry();
      const answer = await context.terminal.during('Publishing', async () => {
        const input = {
          subgraphs: await readProposedSchemas(context, registry, args),
          allowBreaking: args['allow-breaking'] === true,
          now: args.now === true,
          reason: args.reason,
          commit: args.commit ?? findCommit(context.env, process.cwd()),
        };
        return (await registry.ask<{ publish: ReportedAnswer }>(PUBLISH, { input })).publish;
      });
      printAnswer(context, answer, format);
    },
  });
}
