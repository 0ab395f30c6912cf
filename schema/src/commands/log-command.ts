import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import { formatTable } from './table.ts';

const LOG = `query Log($coordinate: String!) {
  log(coordinate: $coordinate) {
    activation { number version at actor commit }
    change { severity code message coordinate }
  }
}`;

interface Entry {
  readonly activation: { readonly number: number; readonly at: string; readonly actor: string };
  readonly change: { readonly message: string };
}

export function createLogCommand({ openRegistry, terminal }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'log',
      description: 'List every change of a coordinate, as Product.price, newest first',
    },
    args: {
      coordinate: {
        type: 'positional',
        required: true,
        description: 'A type or one of its fields',
      },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const asJson = isJson(args.format);
      const { coordinate } = args;
      const { log } = await openRegistry().ask<{ log: Entry[] }>(LOG, { coordinate });
      const rows = log.map(({ activation: { number, at, actor }, change }) => [
        String(number),
        at,
        actor,
        change.message,
      ]);
      terminal.say(asJson ? JSON.stringify(log, null, 2) : formatTable(rows));
    },
  });
}
