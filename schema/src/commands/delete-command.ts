import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { MOVE_FIELDS, type MovePayload, printMove } from './move-answer.ts';
import { readReportFormat, reportFormat } from './output-format.ts';
import { assertSubgraph } from './registry-client.ts';
import { assertConfirmed } from './terminal.ts';

const DELETE = `mutation Delete($input: SubgraphDeleteInput!) {
  subgraphDelete(input: $input) { ${MOVE_FIELDS} }
}`;

export function createDeleteCommand(context: CommandContext) {
  return defineCommand({
    meta: { name: 'delete', description: 'Take a subgraph out of the graph' },
    args: {
      name: { type: 'positional', required: true, description: 'The subgraph' },
      'allow-breaking': { type: 'boolean', description: 'Accept what breaks clients, or may' },
      reason: { type: 'string', valueHint: 'text', description: 'For the history' },
      yes: { type: 'boolean', description: 'Do not ask' },
      format: reportFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const format = readReportFormat(args.format);
      const registry = context.openRegistry();
      await assertSubgraph(registry, args.name);
      const question = `Take "${args.name}" and every field of it out of the graph?`;
      await assertConfirmed(context.terminal, question, args.yes === true);
      const input = {
        name: args.name,
        allowBreaking: args['allow-breaking'] === true,
        reason: args.reason,
      };
      const { subgraphDelete } = await context.terminal.during('Deleting', () =>
        registry.ask<{ subgraphDelete: MovePayload }>(DELETE, { input }),
      );
      printMove(context, subgraphDelete, format);
    },
  });
}
