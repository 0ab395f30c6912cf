import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { MOVE_FIELDS, type MovePayload, printMove } from './move-answer.ts';
import { readReportFormat, reportFormat } from './output-format.ts';
import type { RegistryClient } from './registry-client.ts';
import { assertConfirmed } from './terminal.ts';

const ROLLBACK = `mutation Rollback($input: RollbackInput!) { rollback(input: $input) { ${MOVE_FIELDS} } }`;
const TARGET =
  'query Target($reference: String!) { activation(reference: $reference) { number at } }';

export function createRollbackCommand(context: CommandContext) {
  return defineCommand({
    meta: {
      name: 'rollback',
      description: 'Make an earlier version active again, at once; without one, the version before',
    },
    args: {
      to: {
        type: 'positional',
        required: false,
        description: 'The number of an activation, or the first characters of a version',
      },
      reason: { type: 'string', valueHint: 'text', description: 'For the history' },
      yes: { type: 'boolean', description: 'Do not ask' },
      format: reportFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const format = readReportFormat(args.format);
      const registry = context.openRegistry();
      const target =
        args.to === undefined ? 'the version before' : await describe(registry, args.to);
      const question = `Roll every router back to ${target}?`;
      await assertConfirmed(context.terminal, question, args.yes === true);
      const input = { to: args.to, reason: args.reason };
      const { rollback } = await context.terminal.during('Rolling back', () =>
        registry.ask<{ rollback: MovePayload }>(ROLLBACK, { input }),
      );
      printMove(context, rollback, format);
    },
  });
}

/** Throws what the registry says when there is no such version: before anybody is asked. */
async function describe(registry: RegistryClient, reference: string): Promise<string> {
  const { activation } = await registry.ask<{
    activation: { readonly number: number; readonly at: string };
  }>(TARGET, { reference });
  return `activation ${activation.number}, of ${activation.at}`;
}
