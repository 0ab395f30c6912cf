import { defineCommand } from 'citty';

import { didYouMean } from '#src/did-you-mean.ts';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import type { RegistryClient } from './registry-client.ts';
import { formatTable } from './table.ts';
import { type Terminal, assertConfirmed } from './terminal.ts';

const FIELDS = 'name isAdmin isRouter subgraphs createdAt createdBy expiresAt revokedAt';
const LIST = `{ tokens { ${FIELDS} } }`;
const CREATE = `mutation TokenCreate($input: TokenCreateInput!) {
  tokenCreate(input: $input) { secret token { ${FIELDS} } }
}`;
const REVOKE = `mutation TokenRevoke($name: String!) { tokenRevoke(name: $name) { ${FIELDS} } }`;

interface Token {
  readonly name: string;
  readonly isAdmin: boolean;
  readonly isRouter: boolean;
  readonly subgraphs: readonly string[];
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

interface Call {
  readonly name: string;
  readonly args: {
    readonly subgraphs?: string | undefined;
    readonly router?: boolean | undefined;
    readonly admin?: boolean | undefined;
    readonly 'read-only'?: boolean | undefined;
    readonly days?: string | undefined;
    readonly yes?: boolean | undefined;
  };
  readonly asJson: boolean;
  readonly registry: RegistryClient;
}

export function createTokensCommand(context: CommandContext) {
  return defineCommand({
    meta: { name: 'tokens', description: 'List, create and revoke the tokens of teams' },
    args: {
      action: { type: 'positional', required: false, description: 'create or revoke, else list' },
      name: { type: 'positional', required: false, description: 'The token' },
      subgraphs: {
        type: 'string',
        valueHint: 'a,b',
        description: 'What it may publish, register, rename and delete',
      },
      router: { type: 'boolean', description: 'It may report usage' },
      admin: { type: 'boolean', description: 'It may do everything' },
      'read-only': { type: 'boolean', description: 'It may read and check, and nothing else' },
      days: { type: 'string', valueHint: 'number', description: 'It expires after so many days' },
      yes: { type: 'boolean', description: 'Do not ask before revoking' },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 2);
      const { action = 'list', name = '' } = args;
      const asJson = isJson(args.format);
      const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
      if (run === undefined) {
        throw new Error(`There is no "tokens ${action}": say list, create NAME or revoke NAME.`);
      }
      if (action !== 'list' && name === '') {
        throw new Error(`Which token? Say \`graph tokens ${action} NAME\`.`);
      }
      const call = { name, args, asJson, registry: context.openRegistry() };
      context.terminal.say(await run(call, context));
    },
  });
}

type Action = (call: Call, context: CommandContext) => Promise<string>;

const ACTIONS: Readonly<Record<string, Action>> = {
  async list({ registry, asJson }) {
    const { tokens } = await registry.ask<{ tokens: Token[] }>(LIST);
    return asJson ? JSON.stringify(tokens, null, 2) : formatTokens(tokens);
  },
  async create({ registry, name, args, asJson }, { terminal }) {
    assertGrant(args);
    await noteUnknown(registry, readNames(args.subgraphs), terminal);
    const input = {
      name,
      isAdmin: args.admin === true,
      isRouter: args.router === true,
      subgraphs: readNames(args.subgraphs),
      ...(args.days !== undefined && { expiresInDays: readDays(args.days) }),
    };
    const { tokenCreate } = await registry.ask<{
      tokenCreate: { readonly secret: string; readonly token: Token };
    }>(CREATE, { input });
    return asJson
      ? JSON.stringify(tokenCreate, null, 2)
      : `${tokenCreate.secret}\n\nThat is the only time it is shown. Give it to the team as GRAPH_TOKEN.`;
  },
  async revoke({ registry, name, args, asJson }, { terminal }) {
    const { tokens } = await registry.ask<{ tokens: Token[] }>(LIST);
    const names = tokens.map((token) => token.name);
    if (!names.includes(name)) {
      throw new Error(`There is no token "${name}".${didYouMean(name, names)}`);
    }
    await assertConfirmed(terminal, `Revoke the token "${name}"?`, args.yes === true);
    const { tokenRevoke } = await registry.ask<{ tokenRevoke: Token }>(REVOKE, { name });
    return asJson ? JSON.stringify(tokenRevoke, null, 2) : `The token "${name}" is revoked.`;
  },
};

function readNames(text: string | undefined): string[] {
  return text?.split(',').map((name) => name.trim()) ?? [];
}

// A grant that was forgotten is found out by the team, much later.
function assertGrant({ subgraphs, router, admin, 'read-only': readOnly }: Call['args']): void {
  const hasGrant = subgraphs !== undefined || router === true || admin === true;
  if (!hasGrant && readOnly !== true) {
    throw new Error(
      'What may it do? Say --subgraphs a,b or --router or --admin; or --read-only for one that reads and checks.',
    );
  }
  if (hasGrant && readOnly === true) {
    throw new Error('A token with --read-only has no grant: leave that out, or the others.');
  }
}

/** A token may be for a subgraph that is still to be published: that is said, not refused. */
async function noteUnknown(
  registry: RegistryClient,
  granted: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const { subgraphs } = await registry.ask<{ subgraphs: { name: string }[] }>(
    '{ subgraphs { name } }',
  );
  const names = subgraphs.map((subgraph) => subgraph.name);
  for (const name of granted.filter((one) => !names.includes(one))) {
    terminal.warn(`There is no subgraph "${name}" yet.${didYouMean(name, names)}`);
  }
}

function readDays(text: string): number {
  const days = Number(text);
  if (!(days > 0)) {
    throw new Error('--days is a number of days, as --days 90.');
  }
  return days;
}

function formatTokens(tokens: readonly Token[]): string {
  if (tokens.length === 0) {
    return 'There is no token. `graph tokens create NAME --subgraphs a,b` makes one.';
  }
  return formatTable([
    ['NAME', 'GRANT', 'ENDS', 'CREATED BY'],
    ...tokens.map((token) => [
      token.name,
      describeGrant(token),
      describeEnd(token),
      token.createdBy,
    ]),
  ]);
}

function describeGrant({ isAdmin, isRouter, subgraphs }: Token): string {
  const grants = [...(isAdmin ? ['admin'] : []), ...(isRouter ? ['router'] : []), ...subgraphs];
  return grants.length > 0 ? grants.join(',') : 'read only';
}

function describeEnd({ revokedAt, expiresAt }: Token): string {
  return revokedAt === null ? (expiresAt ?? 'never') : `revoked ${revokedAt}`;
}
