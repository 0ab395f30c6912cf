import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { MOVE_FIELDS, type MovePayload, printMove } from './move-answer.ts';
import { readReportFormat, reportFormat } from './output-format.ts';

const RENAME = `mutation Rename($input: SubgraphRenameInput!) {
  subgraphRename(input: $input) { ${MOVE_FIELDS} }
}`;

export function createRenameCommand(context: CommandContext) {
  return defineCommand({
    meta: {
      name: 'rename',
      description: 'Give a subgraph another name; tokens keep the name they are for',
    },
    args: {
      name: { type: 'positional', required: true, description: 'The subgraph' },
      'new-name': { type: 'positional', required: true, description: 'Its name from then on' },
      reason: { type: 'string', valueHint: 'text', description: 'For the history' },
      format: reportFormat,
    },
    async run({ args }) {
      refuseMore(args._, 2);
      const format = readReportFormat(args.format);
      const registry = context.openRegistry();
      const input = { name: args.name, newName: args['new-name'], reason: args.reason };
      const { subgraphRename } = await context.terminal.during('Renaming', () =>
        registry.ask<{ subgraphRename: MovePayload }>(RENAME, { input }),
      );
      printMove(context, subgraphRename, format);
    },
  });
}
