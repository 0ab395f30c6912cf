import { defineCommand } from 'citty';
import { z } from 'zod';

import { type CommandContext, refuseMore } from './command-context.ts';
import { type ConsumerState, type ServiceClient, openServiceClient } from './service-client.ts';
import { assertConfirmed } from './terminal.ts';

const LOOK_EVERY_MS = 500;

const answerShape = z.object({ consumers: z.array(z.string()) });

/** `graph rebuild`: empties the projections of a service and waits until they are made again from the first event on. */
export function createRebuildCommand({ root, env, terminal }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'rebuild',
      description: 'Make what a service learnt from events again, from the first event on',
    },
    args: {
      service: { type: 'positional', required: true, description: 'The service' },
      consumer: {
        type: 'string',
        valueHint: 'name',
        description: 'What this consumer wrote alone',
      },
      yes: { type: 'boolean', description: 'Do not ask' },
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const { service } = args;
      const client = openServiceClient(root, env);
      const question = `Empty ${args.consumer ?? `all projections of ${service}`} and read all events again? It answers in part until that is done.`;
      await assertConfirmed(terminal, question, args.yes === true);
      const { consumers } = answerShape.parse(
        await client.post(service, '/internal/v1/consumers/rebuild', { consumer: args.consumer }),
      );
      await waitUntilWhole(client, { service, consumers }, terminal);
      terminal.say(`Rebuilt: ${consumers.join(', ')}.`);
    },
  });
}

interface Rebuilt {
  readonly service: string;
  readonly consumers: readonly string[];
}

/** Says how far it is whenever that has changed. */
async function waitUntilWhole(
  client: ServiceClient,
  { service, consumers }: Rebuilt,
  terminal: CommandContext['terminal'],
): Promise<void> {
  let said = '';
  for (;;) {
    const states = (await client.listConsumers(service)) ?? [];
    const own = states.filter(({ name }) => consumers.includes(name));
    const left = own.filter(({ lag }) => lag === null || lag > 0);
    if (own.length === consumers.length && left.length === 0) {
      return;
    }
    const text = own.length === 0 ? `${service} does not answer; waiting` : describe(left);
    if (text !== said) {
      terminal.warn(text);
      said = text;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}

function describe(left: readonly ConsumerState[]): string {
  return left
    .map(({ name, position, lag, producer }) =>
      lag === null
        ? `${name}: ${producer} does not answer`
        : `${name}: ${position} of ${position + lag}`,
    )
    .join(', ');
}
