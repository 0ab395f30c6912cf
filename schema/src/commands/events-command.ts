import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import { type ConsumerState, openServiceClient } from './service-client.ts';
import { formatTable } from './table.ts';

interface Following {
  readonly service: string;
  /** Null when the service does not answer. */
  readonly consumers: readonly ConsumerState[] | null;
}

/** `graph events`: how far each consumer is, and what it passed over. Exit code 1 when something was passed over or does not answer. */
export function createEventsCommand({ root, env, terminal, exitWith }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'events',
      description: 'How far the consumers of events are, and which events they passed over',
    },
    args: {
      service: { type: 'positional', required: false, description: 'This service alone' },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const asJson = isJson(args.format);
      const client = openServiceClient(root, env);
      const services = args.service === undefined ? client.names : [args.service];
      const following = await terminal.during('Asking', () =>
        Promise.all(
          services.map(async (service) => ({
            service,
            consumers: await client.listConsumers(service),
          })),
        ),
      );
      terminal.say(asJson ? JSON.stringify(following, null, 2) : formatFollowing(following));
      exitWith(following.every(isWell) ? 0 : 1);
    },
  });
}

function isWell({ consumers }: Following): boolean {
  return consumers?.every(({ parked, dead }) => parked + dead === 0) ?? false;
}

function formatFollowing(following: readonly Following[]): string {
  const rows = following.flatMap(({ service, consumers }) =>
    consumers === null
      ? [[service, 'does not answer', '', '', '', '', '']]
      : consumers.map(({ name, producer, position, lag, parked, dead }) => [
          service,
          name,
          producer,
          String(position),
          lag === null ? '?' : String(lag),
          String(parked),
          String(dead),
        ]),
  );
  const header = ['SERVICE', 'CONSUMER', 'PRODUCER', 'POSITION', 'LAG', 'PARKED', 'DEAD'];
  const passedOver = following.flatMap(({ consumers }) =>
    (consumers ?? []).flatMap(formatPassedOver),
  );
  return [formatTable([header, ...rows]), ...passedOver].join('\n');
}

function formatPassedOver({ name, unapplied }: ConsumerState): string[] {
  return unapplied.length === 0
    ? []
    : [
        '',
        `${name} passed over:`,
        formatTable(
          unapplied.map(({ eventId, seq, type, state, reason }) => [
            ` ${state}`,
            eventId,
            String(seq),
            type,
            reason.split('\n')[0] ?? '',
          ]),
        ),
      ];
}
