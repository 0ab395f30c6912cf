import { defineCommand } from 'citty';
import { z } from 'zod';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import { openServiceClient } from './service-client.ts';
import { formatTable } from './table.ts';

const answerShape = z.object({
  events: z.array(
    z.object({
      consumer: z.string(),
      eventId: z.string(),
      outcome: z.enum(['APPLIED', 'PARKED', 'DEAD', 'GONE']),
      reason: z.string().optional(),
    }),
  ),
});

/** `graph replay`: events that were passed over are applied anew. Exit code 1 when one still is not. */
export function createReplayCommand({ root, env, terminal, exitWith }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'replay',
      description: 'Apply events anew that a service passed over, and what came behind them',
    },
    args: {
      service: { type: 'positional', required: true, description: 'The service' },
      consumer: { type: 'string', valueHint: 'name', description: 'This consumer alone' },
      event: { type: 'string', valueHint: 'id', description: 'This event alone' },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const asJson = isJson(args.format);
      const client = openServiceClient(root, env);
      const { events } = answerShape.parse(
        await terminal.during('Replaying', () =>
          client.post(args.service, '/internal/v1/consumers/replay', {
            consumer: args.consumer,
            eventId: args.event,
          }),
        ),
      );
      if (args.event !== undefined && events.length === 0) {
        throw new Error(`${args.service} did not pass over an event "${args.event}".`);
      }
      const rows = events.map(({ outcome, consumer, eventId, reason = '' }) => [
        outcome,
        consumer,
        eventId,
        reason,
      ]);
      const text = rows.length === 0 ? 'Nothing was passed over.' : formatTable(rows);
      terminal.say(asJson ? JSON.stringify(events, null, 2) : text);
      exitWith(events.every(({ outcome }) => outcome === 'APPLIED') ? 0 : 1);
    },
  });
}
